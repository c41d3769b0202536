on conflict (tenant_id, event_id, day, currency) do update set
    orders_paid = excluded.orders_paid,
    gross_amount = excluded.gross_amount,
    tax_amount = excluded.tax_amount,
    fee_amount = excluded.fee_amount,
    tickets_sold = excluded.tickets_sold,
    tickets_cancelled = excluded.tickets_cancelled,
    orders_cancelled = excluded.orders_cancelled,
    refund_count = excluded.refund_count,
    refunded_amount = excluded.refunded_amount,
    unmapped_count = excluded.unmapped_count
