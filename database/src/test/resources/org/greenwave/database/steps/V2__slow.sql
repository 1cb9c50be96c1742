select pg_sleep(0.3);
create table second (n bigint);
