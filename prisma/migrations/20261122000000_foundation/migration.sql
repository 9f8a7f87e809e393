-- The foundation: people and places, records with their journal, duties and agenda, commands, sessions.
-- What for: issue "Foundation"; every fact is an append-only, hash-chained row in the transaction that projects its duties.
-- What it locks: nothing, every table is new.

CREATE TABLE "child" (
    "ref" TEXT NOT NULL,
    "given_name" TEXT COLLATE "en-GB-x-icu" NOT NULL,
    "family_name" TEXT COLLATE "en-GB-x-icu" NOT NULL,
    "born_on" DATE NOT NULL,
    "upn" TEXT,
    "council_reference" TEXT,
    "sex" TEXT,
    "primary_need" TEXT,
    "placement" TEXT,
    "setting_ref" TEXT,

    CONSTRAINT "child_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "person" (
    "ref" TEXT NOT NULL,
    "child_ref" TEXT NOT NULL,
    "name" TEXT COLLATE "en-GB-x-icu" NOT NULL,
    "relation" TEXT NOT NULL,
    "parental_responsibility" BOOLEAN NOT NULL DEFAULT false,
    "contact" TEXT NOT NULL DEFAULT 'contactable',
    "email" TEXT,
    "email_consent" BOOLEAN NOT NULL DEFAULT false,
    "phone" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "adviser" (
    "ref" TEXT NOT NULL,
    "name" TEXT COLLATE "en-GB-x-icu" NOT NULL,
    "role" TEXT NOT NULL,
    "service" TEXT,
    "organisation" TEXT,
    "email" TEXT,
    "staff_ref" TEXT,

    CONSTRAINT "adviser_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "setting" (
    "ref" TEXT NOT NULL,
    "name" TEXT COLLATE "en-GB-x-icu" NOT NULL,
    "kind" TEXT NOT NULL,
    "urn" TEXT,
    "email" TEXT,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "team" (
    "ref" TEXT NOT NULL,
    "name" TEXT COLLATE "en-GB-x-icu" NOT NULL,
    "service" TEXT NOT NULL DEFAULT 'send',

    CONSTRAINT "team_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "staff" (
    "ref" TEXT NOT NULL,
    "name" TEXT COLLATE "en-GB-x-icu" NOT NULL,
    "account" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "left_on" DATE,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "staff_role" (
    "id" BIGSERIAL NOT NULL,
    "staff_ref" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "team_ref" TEXT,
    "service" TEXT,

    CONSTRAINT "staff_role_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case_record" (
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "child_ref" TEXT NOT NULL,
    "owner_ref" TEXT,
    "owned_since" DATE,
    "team_ref" TEXT NOT NULL,
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_on" DATE,
    "position" INTEGER NOT NULL DEFAULT 0,
    "head_hash" TEXT NOT NULL DEFAULT '',
    "recorded_at" TIMESTAMPTZ(3),
    "received_on" DATE,
    "stage" TEXT,
    "progress" JSONB,
    "next_act_by" DATE,
    "next_duty_id" BIGINT,
    "first_due_on" DATE,
    "wake_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_record_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "record_access" (
    "record_ref" TEXT NOT NULL,
    "staff_ref" TEXT NOT NULL,

    CONSTRAINT "record_access_pk" PRIMARY KEY ("record_ref","staff_ref")
);

CREATE TABLE "journal_entry" (
    "record_ref" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "payload" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "command_id" UUID,
    "command_index" SMALLINT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "journal_entry_pk" PRIMARY KEY ("record_ref","position")
);

CREATE TABLE "duty" (
    "id" BIGSERIAL NOT NULL,
    "record_ref" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "subject" TEXT,
    "occurrence" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "held_by" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "act_by" DATE,
    "not_before" DATE,
    "done_on" DATE,
    "excused_days" INTEGER NOT NULL,
    "excusing_from" DATE,
    "excusing_days" INTEGER,
    "stopped_on" DATE,
    "settled" TEXT,
    "law" TEXT NOT NULL,
    "reasoning" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "recorded_from" TIMESTAMPTZ(3) NOT NULL,
    "recorded_to" TIMESTAMPTZ(3),

    CONSTRAINT "duty_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "agenda_claim" (
    "record_ref" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "rung" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "item_on" DATE NOT NULL,
    "skipped" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agenda_claim_once" PRIMARY KEY ("record_ref","duty","subject","occurrence","rung")
);

CREATE TABLE "notification" (
    "id" BIGSERIAL NOT NULL,
    "record_ref" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "to_role" TEXT NOT NULL,
    "to_ref" TEXT,
    "duty" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "rung" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "queued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "command" (
    "id" UUID NOT NULL,
    "record_ref" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "if_entry" INTEGER,
    "body_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "seconded_by" TEXT,
    "seconded_at" TIMESTAMPTZ(3),
    "position" INTEGER,
    "refusal" TEXT,
    "not_before" DATE,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "note" (
    "ref" TEXT NOT NULL,
    "record_ref" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "note_pkey" PRIMARY KEY ("ref")
);

CREATE TABLE "record_view" (
    "id" BIGSERIAL NOT NULL,
    "staff_ref" TEXT NOT NULL,
    "record_refs" TEXT[],
    "seen" TEXT NOT NULL,
    "viewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "record_view_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "session" (
    "sid" VARCHAR NOT NULL,
    "sess" JSON NOT NULL,
    "expire" TIMESTAMP(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

CREATE UNIQUE INDEX "child_upn_once" ON "child"("upn");

CREATE UNIQUE INDEX "child_council_reference_once" ON "child"("council_reference");

CREATE INDEX "child_by_name" ON "child"("family_name", "given_name");

CREATE INDEX "person_of_child" ON "person"("child_ref");

CREATE INDEX "adviser_by_role" ON "adviser"("role");

CREATE UNIQUE INDEX "team_name_once" ON "team"("name");

CREATE UNIQUE INDEX "staff_account_once" ON "staff"("account");

CREATE INDEX "staff_role_of_team" ON "staff_role"("team_ref");

CREATE UNIQUE INDEX "staff_role_once" ON "staff_role"("staff_ref", "role", "team_ref", "service") NULLS NOT DISTINCT;

CREATE INDEX "case_record_of_child" ON "case_record"("child_ref");

CREATE INDEX "case_record_of_owner" ON "case_record"("owner_ref");

CREATE UNIQUE INDEX "journal_entry_command_once" ON "journal_entry"("command_id", "command_index");

CREATE INDEX "duty_of_record" ON "duty"("record_ref", "recorded_from");

CREATE INDEX "notification_by_status" ON "notification"("status", "id");

CREATE UNIQUE INDEX "notification_once" ON "notification"("record_ref", "duty", "subject", "occurrence", "rung");

CREATE INDEX "command_of_record" ON "command"("record_ref", "sent_at");

CREATE INDEX "note_of_record" ON "note"("record_ref");

CREATE INDEX "record_view_of_record" ON "record_view" USING GIN ("record_refs");

CREATE INDEX "IDX_session_expire" ON "session"("expire");

ALTER TABLE "child" ADD CONSTRAINT "child_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "person" ADD CONSTRAINT "person_child_fk" FOREIGN KEY ("child_ref") REFERENCES "child"("ref") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "adviser" ADD CONSTRAINT "adviser_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_team_fk" FOREIGN KEY ("team_ref") REFERENCES "team"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_record" ADD CONSTRAINT "case_record_child_fk" FOREIGN KEY ("child_ref") REFERENCES "child"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_record" ADD CONSTRAINT "case_record_owner_fk" FOREIGN KEY ("owner_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_record" ADD CONSTRAINT "case_record_team_fk" FOREIGN KEY ("team_ref") REFERENCES "team"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "record_access" ADD CONSTRAINT "record_access_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "record_access" ADD CONSTRAINT "record_access_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "duty" ADD CONSTRAINT "duty_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "agenda_claim" ADD CONSTRAINT "agenda_claim_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "notification" ADD CONSTRAINT "notification_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "command" ADD CONSTRAINT "command_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "note" ADD CONSTRAINT "note_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Codes of small, closed sets. Fact types and duty codes grow with the law and are checked by the domain.
ALTER TABLE "person" ADD CONSTRAINT "person_contact_known" CHECK ("contact" IN ('contactable', 'withheld'));
ALTER TABLE "case_record"
  ADD CONSTRAINT "case_record_kind_known" CHECK ("kind" IN ('assessment', 'reassessment', 'plan')),
  ADD CONSTRAINT "case_record_ended_with_outcome" CHECK (("outcome" IS NULL) = ("ended_at" IS NULL)),
  ADD CONSTRAINT "case_record_head" CHECK ("position" >= 0 AND ("position" = 0) = ("head_hash" = ''));
ALTER TABLE "journal_entry"
  ADD CONSTRAINT "journal_entry_kind_known" CHECK ("kind" IN ('fact', 'act')),
  ADD CONSTRAINT "journal_entry_position_counts" CHECK ("position" >= 1),
  ADD CONSTRAINT "journal_entry_of_command" CHECK (("command_id" IS NULL) = ("command_index" IS NULL));
ALTER TABLE "duty"
  ADD CONSTRAINT "duty_shape_known" CHECK ("shape" IN ('deadline', 'window')),
  ADD CONSTRAINT "duty_kind_known" CHECK ("kind" IN ('statutory', 'guidance', 'local')),
  ADD CONSTRAINT "duty_settled_known" CHECK ("settled" IN ('not-owed', 'breached', 'respected', 'open')),
  ADD CONSTRAINT "duty_excusing_whole" CHECK (("excusing_from" IS NULL) = ("excusing_days" IS NULL)),
  ADD CONSTRAINT "duty_act_by_not_after_due" CHECK ("act_by" <= "due_on"),
  ADD CONSTRAINT "duty_recorded_in_order" CHECK ("recorded_to" >= "recorded_from");
ALTER TABLE "notification" ADD CONSTRAINT "notification_status_known" CHECK ("status" IN ('queued', 'sending', 'sent', 'delivered', 'failed'));
ALTER TABLE "command"
  ADD CONSTRAINT "command_state_known" CHECK ("state" IN ('awaiting-second-person', 'declined', 'pending', 'recorded', 'refused')),
  ADD CONSTRAINT "command_recorded_has_position" CHECK (("state" = 'recorded') = ("position" IS NOT NULL)),
  ADD CONSTRAINT "command_refused_has_reason" CHECK (("state" = 'refused') = ("refusal" IS NOT NULL));

-- What is believed now: one row for each duty of a record.
CREATE UNIQUE INDEX "duty_now_once" ON "duty"("record_ref", "code", "subject", "occurrence") NULLS NOT DISTINCT WHERE "recorded_to" IS NULL;
-- The work list in its order (a record with nothing to act on last), records still waking, commands still to be sent.
CREATE INDEX "case_record_work_list" ON "case_record"("team_ref", coalesce("next_act_by", 'infinity'), "ref") WHERE "outcome" IS NULL AND "position" > 0;
CREATE INDEX "case_record_waking" ON "case_record"("wake_at") WHERE "outcome" IS NULL;
CREATE INDEX "command_pending" ON "command"("sent_at") WHERE "state" = 'pending';

-- The journal is never changed: a mistake is mended by a correction, which is another entry.
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'journal entries are never changed or removed: record a correction' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "journal_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

-- How a duty stands on a day (domain/derive.ts, tested equal to it). `stopped_on`: the record ended, lateness is counted no further.
CREATE FUNCTION duty_days_late(d duty, day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN d.shape = 'window' OR d.settled IS NOT NULL THEN 0
    ELSE greatest(0, coalesce(d.done_on, least(day, d.stopped_on)) - d.due_on) END
$$;
CREATE FUNCTION duty_excused_days(d duty, day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN day >= d.excusing_from THEN d.excusing_days + (day - d.excusing_from) ELSE d.excused_days END
$$;
CREATE FUNCTION duty_outcome(d duty, day date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN d.settled IS NOT NULL THEN d.settled
    WHEN d.shape = 'window' THEN CASE WHEN day <= d.due_on THEN 'open' ELSE 'respected' END
    WHEN duty_days_late(d, day) = 0 THEN CASE WHEN d.done_on IS NULL THEN 'pending' ELSE 'in-time' END
    WHEN duty_excused_days(d, day) >= duty_days_late(d, day) THEN 'late-excused'
    ELSE 'late'
  END
$$;

-- Every duty as it was known at the end of a day in England, and how it stood on that day.
CREATE FUNCTION duties_on(day date) RETURNS TABLE (
  id bigint, record_ref text, code text, subject text, occurrence text, shape text, kind text, held_by text, due_on date, act_by date,
  not_before date, done_on date, law text, reasoning jsonb, outcome text, days_late integer, excused_days integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT d.id, d.record_ref, d.code, d.subject, d.occurrence, d.shape, d.kind, d.held_by, d.due_on, d.act_by,
    d.not_before, d.done_on, d.law, d.reasoning, duty_outcome(d, day), duty_days_late(d, day), duty_excused_days(d, day)
  FROM duty d
  WHERE d.recorded_from < ((day + 1)::timestamp AT TIME ZONE 'Europe/London')
    AND (d.recorded_to IS NULL OR d.recorded_to >= ((day + 1)::timestamp AT TIME ZONE 'Europe/London'))
$$;
