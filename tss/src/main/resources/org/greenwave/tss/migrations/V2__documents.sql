-- Documents that data sources need again after a failover, such as DATEX II site tables.
create table document (
  name text primary key,
  body bytea not null,
  kept timestamptz not null default clock_timestamp()
);
-- Bodies are compressed already.
alter table document alter column body set storage external;
