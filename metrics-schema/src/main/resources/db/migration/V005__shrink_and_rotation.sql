-- A publication that would leave fewer than half of a view's stored rows is refused for those days.

alter table daybook.run add column shrink_allowed boolean not null default false;

-- held back by that guard: judged by itself in every run, so that other changes cannot outweigh it
alter table daybook.held_back add column shrunk boolean not null default false;

-- How far the nightly verification of older history has come. It goes backwards from the days that
-- are verified every night; null starts over there.
create table daybook.rotation (
    mart text primary key,
    next_to date
);

grant select, insert, update, delete on daybook.rotation to "${writer}";
