/*
row: one event's sales over its whole life
grain: [tenant_id, event_id]
slice: [tenant_id, event_id]
over: store
inputs:
  daily: {table: event_daily_sales}
excludes: events without a daily row
ratios:
  average_order:  {of: gross_amount, per: orders_paid}
  refunded_share: {of: refunded_amount, per: gross_amount}
*/
with
flag_days as (
    select d.*,
        d.orders_paid > 0 as has_sale,
        d.orders_paid > 0 or d.tickets_sold > 0 or d.tickets_cancelled > 0
            or d.orders_cancelled > 0 or d.refund_count > 0
            or d.unmapped_count > 0 as has_movement
    from daily as d
)

select
    tenant_id,
    event_id,
    cast(sum(orders_paid) as bigint) as orders_paid,
    sum(gross_amount) as gross_amount,
    sum(tax_amount) as tax_amount,
    sum(fee_amount) as fee_amount,
    cast(sum(tickets_sold) as bigint) as tickets_sold,
    cast(sum(tickets_cancelled) as bigint) as tickets_cancelled,
    cast(sum(orders_cancelled) as bigint) as orders_cancelled,
    cast(sum(refund_count) as bigint) as refund_count,
    sum(refunded_amount) as refunded_amount,
    cast(sum(unmapped_count) as bigint) as unmapped_count,
    min(day) filter (where has_movement) as first_movement_day,
    max(day) filter (where has_movement) as last_movement_day,
    min(day) filter (where has_sale) as first_sale_day,
    max(day) filter (where has_sale) as last_sale_day
from flag_days
group by tenant_id, event_id
