/*
check: a sport has the id that stands for none; its bookings are counted under no sport's name
stage: source
severity: report
inputs:
  sport: {rows: sport}
*/
select
    s.sport_id as bad_key,
    cast(null as text) as tenant_id,
    cast(null as bigint) as entity_id,
    cast(null as date) as day,
    'sport has the id 0, which stands for no sport' as reason
from sport as s
where s.sport_id = 0
