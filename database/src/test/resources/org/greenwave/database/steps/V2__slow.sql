select pg_sleep(0.3);
-- The other session of an upgrade waits in a transaction as long as a step takes.
do $$
begin
  if current_setting('idle_in_transaction_session_timeout')::interval < interval '10 minutes' then
    raise exception 'an upgrade would be ended in the middle';
  end if;
end $$;
create table second (n bigint);
