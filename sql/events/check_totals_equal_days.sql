/*
check: the sum over days of each measure of sales equals its lifetime total
stage: published
severity: stop
slice: [tenant_id, event_id]
inputs:
  daily:  {table: event_daily_sales}
  totals: {table: event_totals}
*/
with
sum_days as (
    select tenant_id, event_id,
        sum(orders_paid) as orders_paid,
        sum(gross_amount) as gross_amount,
        sum(tax_amount) as tax_amount,
        sum(fee_amount) as fee_amount,
        sum(tickets_sold) as tickets_sold,
        sum(tickets_cancelled) as tickets_cancelled,
        sum(orders_cancelled) as orders_cancelled,
        sum(refund_count) as refund_count,
        sum(refunded_amount) as refunded_amount,
        sum(unmapped_count) as unmapped_count
    from daily
    group by tenant_id, event_id
),

-- A full join, so that a total without days and days without a total are found too.
name_differences as (
    select
        coalesce(d.tenant_id, t.tenant_id) as tenant_id,
        coalesce(d.event_id, t.event_id) as entity_id,
        case
            when t.event_id is null then 'days without a lifetime total'
            when d.event_id is null then 'lifetime total without days'
            when d.orders_paid is distinct from t.orders_paid then 'orders_paid differs'
            when d.gross_amount is distinct from t.gross_amount then 'gross_amount differs'
            when d.tax_amount is distinct from t.tax_amount then 'tax_amount differs'
            when d.fee_amount is distinct from t.fee_amount then 'fee_amount differs'
            when d.tickets_sold is distinct from t.tickets_sold then 'tickets_sold differs'
            when d.tickets_cancelled is distinct from t.tickets_cancelled
                then 'tickets_cancelled differs'
            when d.orders_cancelled is distinct from t.orders_cancelled
                then 'orders_cancelled differs'
            when d.refund_count is distinct from t.refund_count then 'refund_count differs'
            when d.refunded_amount is distinct from t.refunded_amount
                then 'refunded_amount differs'
            when d.unmapped_count is distinct from t.unmapped_count
                then 'unmapped_count differs'
        end as reason
    from sum_days as d
    full join totals as t on t.tenant_id = d.tenant_id and t.event_id = d.event_id
)

select tenant_id, entity_id, cast(null as date) as day, reason
from name_differences
where reason is not null
