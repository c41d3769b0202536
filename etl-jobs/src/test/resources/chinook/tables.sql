-- The shop as it is: the columns of its CSV files, and updated_at, which an application must
-- stamp with every insert and update.
create table genre (
    genre_id integer primary key,
    name varchar(120),
    updated_at timestamptz not null default now()
);
create table track (
    track_id integer primary key,
    name varchar(200) not null,
    album_id integer,
    media_type_id integer not null,
    genre_id integer references genre,
    composer varchar(220),
    milliseconds integer not null,
    bytes integer,
    unit_price numeric(10, 2) not null,
    updated_at timestamptz not null default now()
);
create table invoice (
    invoice_id integer primary key,
    customer_id integer not null,
    invoice_date timestamp not null,
    billing_address varchar(70),
    billing_city varchar(40),
    billing_state varchar(40),
    billing_country varchar(40),
    billing_postal_code varchar(10),
    total numeric(10, 2) not null,
    updated_at timestamptz not null default now()
);
create table invoice_line (
    invoice_line_id integer primary key,
    invoice_id integer not null references invoice,
    track_id integer not null references track,
    unit_price numeric(10, 2) not null,
    quantity integer not null,
    updated_at timestamptz not null default now()
);

-- Indexes belong on the tables beneath the views, on the expressions that the views compute.
create index on genre ((cast(genre_id as bigint)));
create index on genre (updated_at);
create index on track ((cast(genre_id as bigint)));
create index on invoice ((invoice_date at time zone 'UTC'));
create index on invoice_line (invoice_id);
create index on invoice_line (track_id);
