-- The key finds an entity under each tenant: a second index that is led by the entity cost a third
-- of each publication and a quarter of the disk.
drop index events.event_daily_sales_by_event;
drop index events.event_sales_quarter_hour_by_event;
drop index events.event_daily_demographics_by_event;
drop index events.event_directory_by_event;
drop index events.event_demographics_by_event;
drop index events.event_totals_by_event;
drop index events.event_lead_time_sales_by_event;
