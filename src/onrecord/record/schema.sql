-- The record: one SQLite file. Open it with sqlite3, Datasette or any other tool; the views at the end are named for people.
--
-- Spans are start and end, in Unicode code points of reports.text, end exclusive; the column `text` beside a span holds
-- the words that it marks. Dates are EDTF (ISO 8601-2). `position` keeps the order of the lists. A list that points at
-- other rows is a table; a list of bare words (authors, terms, because) is a JSON array in a column.

create table meta (
    key text primary key,
    value text not null
) without rowid;
insert into meta values ('state', 'building');  -- 'complete' once it holds a story

-- What was given, and what became of each.
create table inputs (
    position integer primary key,
    input text not null,
    outcome text not null check (outcome in ('report', 'version', 'duplicate', 'rejected')),
    report text references reports (id) deferrable initially deferred,  -- the report that it is, or is a duplicate of
    reason text,                                                        -- why it was rejected
    as_read text,                                                       -- the report as it was read, JSON
    captured text,                                                      -- when it was fetched, where that is kept
    check ((outcome = 'rejected') = (report is null)),
    check ((outcome = 'rejected') = (reason is not null))
);
create index inputs_report on inputs (report);

create table reports (
    position integer primary key,
    id text not null unique,
    input text not null,
    outlet text,
    title text,
    title_start integer,
    title_end integer,
    authors text not null,               -- JSON array
    url text,
    published text,                      -- EDTF: a day, a date-time, or an interval of days
    published_confidence text check (published_confidence in ('high', 'medium', 'low')),
    published_doubt text,                -- why a stated day is not believed, or which other day is stated
    language text,
    words integer not null,
    text text not null,
    text_sha256 text not null,           -- of the text in UTF-8
    analysis text references analyses (key) deferrable initially deferred,
    not_analysed text,                   -- why no analysis was made, or null
    media_type text,                     -- of the bytes that it was read from (IANA); null where nothing is known of them
    source_sha256 text,                  -- of the bytes, in hex
    source_record text,                  -- its name in what holds it: a WARC-Record-ID, a Message-ID
    source_offset integer,               -- where its record begins in the file that holds it, in bytes
    captured text,                       -- when it was fetched, a date-time in UTC
    places text,                         -- JSON array of [start, end, at]: where passages stand in the source; or null
    modified text,                       -- when its page says that it was changed last
    check ((media_type is null) = (source_sha256 is null)),
    check (media_type is not null or (source_record is null and source_offset is null and captured is null))
);
create table report_basis (              -- how each field of a report is known
    report text not null references reports (id) deferrable initially deferred,
    field text not null,
    basis text not null,
    primary key (report, field)
) without rowid;
create table furniture (                 -- parts of a text that are not the report
    report text not null references reports (id) deferrable initially deferred,
    position integer not null,
    start integer not null,
    end integer not null,
    text text not null,
    kind text not null,
    primary key (report, position)
) without rowid;
create table links (                     -- links of the page that stand on words of the text
    report text not null references reports (id) deferrable initially deferred,
    position integer not null,
    start integer not null,
    end integer not null,
    text text not null,
    url text not null,
    primary key (report, position)
) without rowid;

-- Pages of which there are several versions: the same address again with other words. Each version is a report; the first
-- is counted as read (the outcome of its input is 'report'), the others as versions.
create table histories (
    position integer primary key,
    id text not null unique,
    address text not null,               -- without scheme, www., trackers, AMP and fragment
    ordered_by text check (ordered_by in ('captured', 'modified', 'published')),  -- null: the order is not known
    because text not null                -- why they are taken for one article
);
create table versions (
    history text not null references histories (id) deferrable initially deferred,
    position integer not null,           -- 0 is the first
    report text not null unique references reports (id) deferrable initially deferred,
    seen text not null,                  -- JSON array: when the page stood so
    primary key (history, position)
) without rowid;

create table rewrites (                  -- what was changed from one state of a page to the next
    history text not null references histories (id) deferrable initially deferred,
    position integer not null,
    before text not null references reports (id) deferrable initially deferred,
    after text not null references reports (id) deferrable initially deferred,
    seen text,                           -- when it was first seen changed; null where the order is not known
    primary key (history, position)
) without rowid;
create table edits (                     -- sentences that one version has and the other has not so
    history text not null references histories (id) deferrable initially deferred,
    rewrite integer not null,
    position integer not null,
    how text not null check (how in ('added', 'removed', 'changed', 'moved')),
    before_start integer,                -- null where it was added
    before_end integer,
    before_text text,
    after_start integer,                 -- null where it was removed
    after_end integer,
    after_text text,
    primary key (history, rewrite, position),
    foreign key (history, rewrite) references rewrites (history, position) deferrable initially deferred,
    check ((before_start is null) = (how = 'added')),
    check ((after_start is null) = (how = 'removed'))
) without rowid;

-- What was found in each text, kept under text, language, day and analyser, so that it is never done twice.
create table analyses (
    key text primary key,
    analyser text not null,
    analysis text not null               -- JSON
) without rowid;

-- What relating found of pairs of reports and of statements, by digests of both, so that one more report is related to
-- the rest alone. Nothing is lost by deleting it: it is worked out again.
create table kept (
    name text primary key,
    value blob not null
) without rowid;

create table entities (
    position integer primary key,
    id text not null unique,
    name text not null,
    kind text not null check (kind in ('person', 'organisation', 'place', 'group', 'thing')),
    because text not null,               -- JSON array
    stands_for text references entities (id) deferrable initially deferred,  -- "Torvey said": the country of a capital
    stands_for_because text not null,    -- '' where it stands for none
    check ((stands_for is null) = (stands_for_because = ''))
);
create table entity_forms (
    entity text not null references entities (id) deferrable initially deferred,
    position integer not null,
    form text not null,
    primary key (entity, position)
) without rowid;
create table mentions (
    entity text not null references entities (id) deferrable initially deferred,
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    start integer not null,
    end integer not null,
    text text not null,
    kind text not null check (kind in ('name', 'demonym', 'metonym', 'role', 'pronoun', 'group')),
    because text not null,               -- why it was taken to speak of the entity; '' for a name
    primary key (entity, position)
) without rowid;
create index mentions_report on mentions (report, start);
create table labels (                    -- the words that an outlet puts to a name
    entity text not null references entities (id) deferrable initially deferred,
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    start integer not null,
    end integer not null,
    text text not null,
    name_start integer not null,
    name_end integer not null,
    primary key (entity, position)
) without rowid;

create table statements (
    position integer primary key,
    id text not null unique,
    report text not null references reports (id) deferrable initially deferred,
    kind text not null check (kind in ('direct', 'indirect', 'mixed', 'own')),
    speaker text references entities (id) deferrable initially deferred,
    within text references statements (id) deferrable initially deferred,  -- the statement that passes this one on
    text text not null,                  -- the content's words
    because text not null,               -- how the source was resolved to a name, or why not
    said_on text,                        -- when the words were spoken, or null where no report says so
    said_on_because text not null,       -- the words that say so
    negated integer not null check (negated in (0, 1)),
    hedged integer not null check (hedged in (0, 1)),
    future integer not null check (future in (0, 1)),
    cue_lemma text not null,
    event text not null,
    terms text not null,                 -- JSON array
    struck integer not null default 0 check (struck in (0, 1))  -- a person says that it is no statement
);
create index statements_report on statements (report);
create index statements_speaker on statements (speaker);
create index statements_within on statements (within);
create table statement_spans (
    statement text not null references statements (id) deferrable initially deferred,
    role text not null check (role in ('source', 'cue', 'content', 'sentence', 'name', 'named')),
    position integer not null,
    start integer not null,
    end integer not null,
    text text not null,
    primary key (statement, role, position)
) without rowid;
create table markers (                   -- the words by which a statement is negated, hedged or about the future
    statement text not null references statements (id) deferrable initially deferred,
    position integer not null,
    flag text not null check (flag in ('negated', 'hedged', 'future')),
    start integer not null,
    end integer not null,
    text text not null,
    primary key (statement, position)
) without rowid;
create table statement_times (
    statement text not null references statements (id) deferrable initially deferred,
    position integer not null,
    start integer not null,
    end integer not null,
    text text not null,
    type text not null check (type in ('DATE', 'TIME', 'DURATION', 'SET')),
    value text not null,                 -- TIMEX3
    edtf text,
    primary key (statement, position)
) without rowid;
create table quantities (
    statement text not null references statements (id) deferrable initially deferred,
    position integer not null,
    start integer not null,
    end integer not null,
    text text not null,
    low real,
    high real,
    unit text not null,
    event text not null,
    primary key (statement, position)
) without rowid;
create table relays (                    -- who carried the words between the speaker and the outlet
    statement text not null references statements (id) deferrable initially deferred,
    position integer not null,
    name text not null,
    start integer not null,
    end integer not null,
    text text not null,
    basis text not null,
    primary key (statement, position)
) without rowid;

create table claims (
    position integer primary key,
    id text not null unique,
    text text not null,
    first_reported text,
    because text not null                -- JSON array
);
create table claim_statements (
    claim text not null references claims (id) deferrable initially deferred,
    position integer not null,
    statement text not null references statements (id) deferrable initially deferred,
    primary key (claim, position)
) without rowid;
create index claim_statements_statement on claim_statements (statement);
create table claim_reports (
    claim text not null references claims (id) deferrable initially deferred,
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    primary key (claim, position)
) without rowid;
create table claim_vouchers (
    claim text not null references claims (id) deferrable initially deferred,
    position integer not null,
    entity text not null references entities (id) deferrable initially deferred,
    primary key (claim, position)
) without rowid;
create table claim_channels (
    claim text not null references claims (id) deferrable initially deferred,
    channel integer not null,            -- reports with the same number are one channel
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    primary key (claim, channel, position)
) without rowid;

create table claim_paths (               -- how its reports say that they came to a claim; no row: they do not
    claim text not null references claims (id) deferrable initially deferred,
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    how text not null,
    start integer,                       -- null where it is known of the outlet
    end integer,
    text text,
    primary key (claim, position)
) without rowid;

create table copies (
    position integer primary key,
    origin text not null references reports (id) deferrable initially deferred,
    copy text not null references reports (id) deferrable initially deferred,
    share real not null,                 -- of the copy's words, 0..1
    directed integer not null,           -- 1: it is known which of the two had the words first
    because text not null
);
create table passages (
    copies integer not null references copies (position) deferrable initially deferred,
    position integer not null,
    origin_start integer not null,
    origin_end integer not null,
    origin_text text not null,
    copy_start integer not null,
    copy_end integer not null,
    copy_text text not null,
    primary key (copies, position)
) without rowid;
create table citations (                 -- where a report names another outlet as the source of something
    position integer primary key,
    report text not null references reports (id) deferrable initially deferred,
    outlet text not null,
    how text not null,
    start integer not null,
    end integer not null,
    text text not null,
    speaker_start integer,
    speaker_end integer
);

create table conflicts (
    position integer primary key,
    id text not null unique,
    kind text not null check (kind in ('number', 'date', 'negation', 'attribution', 'place')),
    first_claim text not null references claims (id) deferrable initially deferred,
    second_claim text not null references claims (id) deferrable initially deferred,
    revision integer not null check (revision in (0, 1)),
    because text not null,
    revised_by text                      -- the speaker, or the outlet, who put it otherwise later
);
create table conflict_claims (           -- further claims that put the same as one side
    conflict text not null references conflicts (id) deferrable initially deferred,
    side integer not null check (side in (0, 1)),
    position integer not null,
    claim text not null references claims (id) deferrable initially deferred,
    primary key (conflict, side, position)
) without rowid;
create table slots (                     -- what one claim puts where the other puts something else
    conflict text not null references conflicts (id) deferrable initially deferred,
    position integer not null check (position in (0, 1)),
    claim text not null references claims (id) deferrable initially deferred,
    statement text not null references statements (id) deferrable initially deferred,
    report text not null references reports (id) deferrable initially deferred,
    start integer not null,
    end integer not null,
    text text not null,
    value text not null,
    primary key (conflict, position)
) without rowid;

create table promises (
    position integer primary key,
    claim text not null references claims (id) deferrable initially deferred,
    speaker text not null references entities (id) deferrable initially deferred,
    due text not null,
    status text not null
        check (status in ('open', 'due passed, nothing reported', 'reported kept', 'reported broken', 'revised')),
    because text not null,
    hedged integer not null check (hedged in (0, 1)),  -- only a possibility was promised
    settled_by text references statements (id) deferrable initially deferred  -- tells what became of it
);
-- Every window that was given for it, in the order in which they were given; text holds the words that say when.
create table promise_windows (
    promise integer not null references promises (position) deferrable initially deferred,
    position integer not null,
    due text not null,
    statement text not null references statements (id) deferrable initially deferred,
    start integer,
    end integer,
    text text,
    check ((start is null) = (end is null) and (start is null) = (text is null)),
    primary key (promise, position)
) without rowid;
create table promise_later (
    promise integer not null references promises (position) deferrable initially deferred,
    position integer not null,
    statement text not null references statements (id) deferrable initially deferred,
    primary key (promise, position)
) without rowid;

create table timeline (
    position integer primary key,
    date text not null,
    text text not null,
    ahead integer not null check (ahead in (0, 1)),
    aside integer not null check (aside in (0, 1))
);
create table timeline_evidence (
    entry integer not null references timeline (position) deferrable initially deferred,
    position integer not null,
    wider integer not null check (wider in (0, 1)),
    report text not null references reports (id) deferrable initially deferred,
    start integer not null,
    end integer not null,
    text text not null,
    primary key (entry, position)
) without rowid;
create table timeline_channels (
    entry integer not null references timeline (position) deferrable initially deferred,
    channel integer not null,
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    primary key (entry, channel, position)
) without rowid;
create table timeline_conflicts (
    entry integer not null references timeline (position) deferrable initially deferred,
    position integer not null,
    conflict text not null references conflicts (id) deferrable initially deferred,
    primary key (entry, position)
) without rowid;

create table coverage (
    position integer primary key,
    claim text not null references claims (id) deferrable initially deferred
);
create table coverage_outlets (
    coverage integer not null references coverage (position) deferrable initially deferred,
    carries integer not null check (carries in (0, 1)),
    position integer not null,
    outlet text not null,
    primary key (coverage, carries, position)
) without rowid;

create table topics (                    -- what outlets report of without one claim: names, numbers, words together
    position integer primary key,
    id text not null unique,
    kind text not null,
    text text not null,
    entity text references entities (id) deferrable initially deferred
);
create table topic_evidence (            -- where it stands first in each report that has it
    topic text not null references topics (id) deferrable initially deferred,
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    start integer not null,
    end integer not null,
    text text not null,
    primary key (topic, position)
) without rowid;
create table topic_channels (
    topic text not null references topics (id) deferrable initially deferred,
    channel integer not null,            -- reports with the same number are one channel
    position integer not null,
    report text not null references reports (id) deferrable initially deferred,
    primary key (topic, channel, position)
) without rowid;
create table topic_outlets (
    topic text not null references topics (id) deferrable initially deferred,
    carries integer not null check (carries in (0, 1)),
    position integer not null,
    outlet text not null,
    primary key (topic, carries, position)
) without rowid;

create table decisions (                 -- corrections by people
    position integer primary key,
    id text not null unique,
    at text not null,
    by text not null,
    what text not null,
    on_ids text not null,                -- JSON array: ids when it was made
    to_value text not null,
    why text not null,
    anchors text not null                -- JSON array: what it is about, as places and quotes that survive a rebuild
);
create table standings (                 -- what became of each decision; one without a row waits for the next relating
    position integer primary key,
    decision text not null unique references decisions (id) deferrable initially deferred,
    state text not null check (state in ('applied', 'pending', 'undone', 'not placed', 'contradicted', 'undoes')),
    on_ids text not null,                -- JSON array: what its anchors are now, '' for one that has no place
    machine text not null,               -- what the machine finds by itself
    because text not null                -- why it is not worked in
);
create table doubts (                    -- the links that the machine is least sure of, those first
    position integer primary key,
    kind text not null check (kind in ('claim', 'person', 'copy', 'speaker')),
    score real not null,
    needed real not null,
    linked integer not null check (linked in (0, 1)),
    because text not null                -- JSON array
);
create table doubt_sides (
    doubt integer not null references doubts (position) deferrable initially deferred,
    position integer not null,
    side text not null,
    report text not null references reports (id) deferrable initially deferred,
    start integer not null,
    end integer not null,
    text text not null,
    primary key (doubt, position)
) without rowid;

-- Full text, without regard to case and accents.
create virtual table statements_search using fts5 (
    text, content = 'statements', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
);
create virtual table reports_search using fts5 (
    title, text, content = 'reports', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
);

create view who_said_what as
select
    substr(reports.published || 'T', 1, instr(reports.published || 'T', 'T') - 1) as day,
    reports.outlet as outlet,
    entities.name as speaker,
    (select group_concat(words, ' [...] ') from (
        select text as words from statement_spans
        where statement = statements.id and role = 'source' order by position)) as named_as,
    statements.kind as kind,
    (select group_concat(words, ' [...] ') from (
        select text as words from statement_spans
        where statement = statements.id and role = 'cue' order by position)) as cue,
    statements.text as words,
    (select group_concat(flag || ' (' || words || ')', ', ') from (
        select flag, text as words from markers
        where statement = statements.id
            and case flag
                when 'negated' then statements.negated
                when 'hedged' then statements.hedged
                else statements.future
            end
        order by position)) as flags,
    statements.said_on as said_on,
    (select group_concat(name, ', ') from (
        select name from relays where statement = statements.id order by position)) as relays,
    reports.title as title,
    reports.url as url,
    statements.report as report,
    statements.id as statement,
    statements.within as within
from statements
join reports on reports.id = statements.report
left join entities on entities.id = statements.speaker
where statements.kind <> 'own' and not statements.struck
order by reports.published is null, reports.published, reports.id, statements.position;

-- The versions of pages that were changed, in their order.
create view page_versions as
select
    histories.address as address,
    versions.position + 1 as version,
    histories.ordered_by as ordered_by,
    (select group_concat(value, ', ') from (select value from json_each(versions.seen) order by key)) as seen,
    reports.outlet as outlet,
    reports.title as title,
    reports.published as published,
    versions.report as report,
    histories.id as history
from versions
join histories on histories.id = versions.history
join reports on reports.id = versions.report
order by histories.position, versions.position;

-- What was changed on pages without a word.
create view changed_silently as
select
    histories.address as address,
    rewrites.seen as seen,
    edits.how as how,
    edits.before_text as before,
    edits.after_text as after,
    rewrites.before as report_before,
    rewrites.after as report_after
from edits
join rewrites on rewrites.history = edits.history and rewrites.position = edits.rewrite
join histories on histories.id = edits.history
order by histories.position, edits.rewrite, edits.position;

-- Every place that speaks of somebody, and how.
create view spoken_of as
select
    entities.name as name,
    entities.kind as what,
    mentions.kind as how,
    mentions.text as words,
    reports.outlet as outlet,
    substr(reports.published || 'T', 1, instr(reports.published || 'T', 'T') - 1) as day,
    mentions.because as because,
    mentions.report as report,
    mentions.start as start,
    mentions.end as end
from mentions
join entities on entities.id = mentions.entity
join reports on reports.id = mentions.report
order by entities.name, entities.id, mentions.position;

create view claims_by_channel as
select
    claims.text as words,
    (select count(*) from claim_vouchers where claim = claims.id) as vouchers,
    (select count(distinct channel) from claim_channels where claim = claims.id) as channels,
    (select count(distinct channel) from claim_channels where claim = claims.id and channel not in (
        select told.channel from claim_channels as told
        join claim_paths on claim_paths.claim = told.claim and claim_paths.report = told.report
        where told.claim = claims.id)) as of_unknown_path,
    (select count(*) from claim_reports where claim = claims.id) as reports,
    (select group_concat(name, ', ') from (
        select entities.name as name from claim_vouchers join entities on entities.id = claim_vouchers.entity
        where claim_vouchers.claim = claims.id order by claim_vouchers.position)) as vouched_by,
    (select group_concat(outlets, ' | ') from (
        select group_concat(outlet, ', ') as outlets from (
            select claim_channels.channel as channel, coalesce(reports.outlet, 'outlet unknown') as outlet
            from claim_channels join reports on reports.id = claim_channels.report
            where claim_channels.claim = claims.id order by claim_channels.channel, claim_channels.position)
        group by channel order by channel)) as outlets_by_channel,
    claims.first_reported as first_reported,
    claims.id as claim
from claims
order by vouchers desc, channels desc, reports desc, claims.first_reported is null, claims.first_reported, claims.id;

create view timeline_told as
select
    timeline.date as date,
    case when timeline.ahead then 'yet to come when it was told' when timeline.aside then 'named in passing' else '' end
        as reading,
    timeline.text as words,
    (select count(distinct channel) from timeline_channels where entry = timeline.position) as channels,
    (select count(*) from timeline_channels where entry = timeline.position) as reports,
    (select group_concat(outlets, ' | ') from (
        select group_concat(outlet, ', ') as outlets from (
            select timeline_channels.channel as channel, coalesce(reports.outlet, 'outlet unknown') as outlet
            from timeline_channels join reports on reports.id = timeline_channels.report
            where timeline_channels.entry = timeline.position
            order by timeline_channels.channel, timeline_channels.position)
        group by channel order by channel)) as outlets_by_channel
from timeline
order by timeline.position;

create view promises_due as
select
    promises.due as due,
    promises.status as status,
    entities.name as speaker,
    claims.text as words,
    (select text from promise_windows where promise = promises.position and due = promises.due
        order by position limit 1) as due_words,
    promises.hedged as hedged,
    (select count(*) from promise_later where promise = promises.position) as later_statements,
    settling.text as settled_by,
    promises.because as because,
    promises.claim as claim
from promises
join claims on claims.id = promises.claim
join entities on entities.id = promises.speaker
left join statements as settling on settling.id = promises.settled_by
order by promises.due, promises.claim;

create view conflicts_side_by_side as
select
    conflicts.kind as kind,
    case conflicts.revision when 1 then 'later revises earlier' else 'they disagree' end as reading,
    one.value as first_value,
    one_report.outlet as first_outlet,
    substr(one_report.published || 'T', 1, instr(one_report.published || 'T', 'T') - 1) as first_day,
    one_statement.text as first_words,
    two.value as second_value,
    two_report.outlet as second_outlet,
    substr(two_report.published || 'T', 1, instr(two_report.published || 'T', 'T') - 1) as second_day,
    two_statement.text as second_words,
    conflicts.revised_by as revised_by,
    conflicts.because as because,
    conflicts.id as conflict
from conflicts
join slots as one on one.conflict = conflicts.id and one.position = 0
join slots as two on two.conflict = conflicts.id and two.position = 1
join reports as one_report on one_report.id = one.report
join reports as two_report on two_report.id = two.report
join statements as one_statement on one_statement.id = one.statement
join statements as two_statement on two_statement.id = two.statement
order by conflicts.revision, conflicts.kind, conflicts.id;

create view who_copied_whom as
select
    copying.outlet as copy_outlet,
    substr(copying.published || 'T', 1, instr(copying.published || 'T', 'T') - 1) as copy_day,
    original.outlet as origin_outlet,
    substr(original.published || 'T', 1, instr(original.published || 'T', 'T') - 1) as origin_day,
    round(copies.share, 3) as share,
    (select count(*) from passages where passages.copies = copies.position) as passages,
    copies.directed as directed,
    copies.because as because,
    copies.copy as copy,
    copies.origin as origin
from copies
join reports as copying on copying.id = copies.copy
join reports as original on original.id = copies.origin
order by copies.share desc, copies.copy, copies.origin;

create view labels_by_outlet as
select
    entities.name as name,
    reports.outlet as outlet,
    labels.text as label,
    count(*) as times,
    labels.entity as entity
from labels
join entities on entities.id = labels.entity
join reports on reports.id = labels.report
group by labels.entity, reports.outlet, labels.text
order by entities.name, labels.entity, reports.outlet is null, reports.outlet, times desc, labels.text;

create view inputs_accounted as
select
    inputs.input as input,
    inputs.outcome as outcome,
    reports.outlet as outlet,
    substr(reports.published || 'T', 1, instr(reports.published || 'T', 'T') - 1) as day,
    reports.title as title,
    case inputs.outcome
        when 'duplicate' then 'the same report as ' || reports.input
        when 'rejected' then inputs.reason
        else reports.not_analysed
    end as note,
    inputs.report as report
from inputs
left join reports on reports.id = inputs.report
order by inputs.input, inputs.position;
