{#- One spelling for one address: host in lower case, no fragment, no campaign parameters; null unless http(s). -#}
{% macro canonical_url(url) -%}
    case
        when regexp_matches({{ url }}, '^\s*(?i:https?)://[^\s/?#]+')
            then
                lower(regexp_extract(trim({{ url }}), '^[^/]*//[^/?#]*'))
                || regexp_replace(
                    regexp_replace(
                        regexp_extract(trim({{ url }}), '^[^/]*//[^/?#]*([^#]*)', 1),
                        '\b(?:utm_[a-z_]+|fbclid|gclid)=[^&]*&?', '', 'g'
                    ),
                    '[?&]+$', ''
                )
    end
{%- endmacro %}

{#- What a web archive puts before the address of a page that it captured; its group is the day of the capture. -#}
{% macro archived_address() -%}
    '^\s*https?://web\.archive\.org/web/(\d{8})\w*/'
{%- endmacro %}

{#- The outlet's domain in a URL or a bare domain, without scheme, port, path and the usual first labels; else null. A
page that a web archive captured is its outlet's, and the archive is nobody's outlet. -#}
{% macro domain_of(address) -%}
    nullif(nullif(
        regexp_extract(
            regexp_replace(lower(trim({{ address }})), {{ archived_address() }}, ''),
            '^(?:https?://)?(?:www\d?\.|m\.|amp\.|mobile\.)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})(?::\d+)?(?:[/?#].*)?$',
            1
        ),
        ''
    ), 'web.archive.org')
{%- endmacro %}
