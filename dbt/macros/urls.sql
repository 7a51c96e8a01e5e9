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

{#- The outlet's domain in a URL or a bare domain, without scheme, port, path and the usual first labels; else null. -#}
{% macro domain_of(address) -%}
    nullif(
        regexp_extract(
            lower(trim({{ address }})),
            '^(?:https?://)?(?:www\d?\.|m\.|amp\.|mobile\.)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})(?::\d+)?(?:[/?#].*)?$',
            1
        ),
        ''
    )
{%- endmacro %}
