with

documents as (
    select * from {{ source('raw', 'documents') }}
)

select
    document_id,
    content_digest,
    media_type,
    encoding,
    content_size,
    character_count,
    first_delivery_number
from documents
