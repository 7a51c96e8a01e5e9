select severity, kind, count(*) as findings, min(finding) as for_example
from marts.quality_findings group by severity, kind
order by if(severity = 'warning', 0, 1), findings desc, kind limit 25
