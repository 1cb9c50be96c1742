create table kept (n bigint primary key, fence bigint not null);
