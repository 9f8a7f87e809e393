-- Who is told, by what envelope, and what became of it; who may answer by link; the caseworker's day; panels; post that comes in.
-- Locks `person`, `child`, `setting`, `staff` and `notification` for an instant each: every added column has a constant default.

-- People: how each may be written to (domain/tell). An address is a household's; a protected one stands on its own envelope only.
ALTER TABLE "person"
  ADD COLUMN "has_care" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "speaks_for" TEXT NOT NULL DEFAULT 'nobody',
  ADD COLUMN "address" TEXT,
  ADD COLUMN "postcode" TEXT,
  ADD COLUMN "address_protected" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "prefers" TEXT NOT NULL DEFAULT 'post',
  ADD COLUMN "language" TEXT,
  ADD COLUMN "interpreter" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "large_print" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT "person_speaks_for_known" CHECK ("speaks_for" IN ('nobody', 'chosen', 'appointed')),
  ADD CONSTRAINT "person_prefers_known" CHECK ("prefers" IN ('post', 'email', 'phone'));
ALTER TABLE "child"
  ADD COLUMN "looked_after" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "lacks_capacity" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "sensory" TEXT NOT NULL DEFAULT 'none',
  ADD COLUMN "forces_family" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT "child_sensory_known" CHECK ("sensory" IN ('none', 'hearing', 'vision', 'both'));

-- What must be told: queued with the journal entry that causes it, once for its key.
ALTER TABLE "notification"
  ADD COLUMN "key" TEXT,
  ALTER COLUMN "duty" DROP NOT NULL,
  ALTER COLUMN "subject" DROP NOT NULL,
  ALTER COLUMN "occurrence" DROP NOT NULL,
  ALTER COLUMN "rung" DROP NOT NULL,
  DROP CONSTRAINT "notification_status_known";
UPDATE "notification" SET "key" = concat_ws('/', "duty", coalesce(nullif("subject", ''), '-'), "occurrence", "rung");
ALTER TABLE "notification" ALTER COLUMN "key" SET NOT NULL;
-- queued: nobody has been found to write to yet; addressed: its messages stand in `message`; nobody: there was nobody to write to.
ALTER TABLE "notification" ADD CONSTRAINT "notification_status_known" CHECK ("status" IN ('queued', 'addressed', 'nobody'));
DROP INDEX "notification_once";
CREATE UNIQUE INDEX "notification_once" ON "notification"("record_ref", "key");

-- One envelope: to one addressee, by one channel, with the words as they went.
CREATE TABLE "message" (
    "ref" TEXT NOT NULL,
    "record_ref" TEXT,
    "notification_id" BIGINT,
    "letter" TEXT NOT NULL,
    "to_kind" TEXT NOT NULL,
    "to_ref" TEXT NOT NULL,
    "to_name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT,
    "subject" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "large_print" BOOLEAN NOT NULL DEFAULT false,
    "language" TEXT,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "reference" UUID NOT NULL,
    "provider_ref" TEXT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pk" PRIMARY KEY ("ref"),
    CONSTRAINT "message_to_kind_known" CHECK ("to_kind" IN ('person', 'child', 'adviser', 'setting', 'staff', 'service')),
    CONSTRAINT "message_channel_known" CHECK ("channel" IN ('email', 'sms', 'letter')),
    -- held: cannot go until a person mends it; unknown: it may have gone, and nobody can tell by machine.
    CONSTRAINT "message_status_known" CHECK ("status" IN ('queued', 'held', 'sending', 'accepted', 'delivered', 'bounced', 'failed', 'unknown', 'withdrawn'))
);
CREATE UNIQUE INDEX "message_once" ON "message"("notification_id", "to_kind", "to_ref", "channel");
CREATE UNIQUE INDEX "message_reference_once" ON "message"("reference");
CREATE INDEX "message_to_send" ON "message"("queued_at") WHERE "status" IN ('queued', 'sending');
CREATE INDEX "message_in_transit" ON "message"("sent_at") WHERE "status" = 'accepted';
CREATE INDEX "message_of_record" ON "message"("record_ref", "queued_at");
ALTER TABLE "message" ADD CONSTRAINT "message_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "message" ADD CONSTRAINT "message_notification_fk" FOREIGN KEY ("notification_id") REFERENCES "notification"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Something a person must see to, that is no duty of law: a bounce, an address that is missing, a letter that was overtaken.
CREATE TABLE "task" (
    "ref" TEXT NOT NULL,
    "record_ref" TEXT,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "for_role" TEXT NOT NULL,
    "for_staff" TEXT,
    "act_by" DATE NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by" TEXT,
    "how" TEXT,

    CONSTRAINT "task_pk" PRIMARY KEY ("ref"),
    CONSTRAINT "task_done_whole" CHECK (("done_at" IS NULL) = ("done_by" IS NULL))
);
CREATE UNIQUE INDEX "task_once" ON "task"("kind", "about") WHERE "done_at" IS NULL;
CREATE INDEX "task_open" ON "task"("record_ref", "act_by") WHERE "done_at" IS NULL;
ALTER TABLE "task" ADD CONSTRAINT "task_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A file somebody gave us, or that we made. The bytes are in the document store under the ref.
CREATE TABLE "document" (
    "ref" TEXT NOT NULL,
    "record_ref" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "given_by" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pk" PRIMARY KEY ("ref"),
    CONSTRAINT "document_size" CHECK ("bytes" > 0)
);
CREATE INDEX "document_of_record" ON "document"("record_ref", "given_at");
ALTER TABLE "document" ADD CONSTRAINT "document_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A way in without an account: the link's token and the code are kept as hashes; five wrong codes lock it.
CREATE TABLE "access_link" (
    "ref" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "record_ref" TEXT NOT NULL,
    "for_kind" TEXT NOT NULL,
    "for_ref" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,
    "code_hash" TEXT,
    "code_sent_at" TIMESTAMPTZ(3),
    "code_ends_at" TIMESTAMPTZ(3),
    "wrong_codes" INTEGER NOT NULL DEFAULT 0,
    "locked_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_link_pk" PRIMARY KEY ("ref"),
    CONSTRAINT "access_link_for_known" CHECK ("for_kind" IN ('adviser', 'person', 'child'))
);
CREATE UNIQUE INDEX "access_link_token_once" ON "access_link"("token_hash");
CREATE INDEX "access_link_of_record" ON "access_link"("record_ref");
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a professional writes: drafts as they type, and what was sent. One row for one asking.
CREATE TABLE "advice" (
    "record_ref" TEXT NOT NULL,
    "adviser_ref" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,
    "held_by" TEXT,
    "expected_on" DATE,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "advice_pk" PRIMARY KEY ("record_ref", "adviser_ref", "occurrence")
);
ALTER TABLE "advice" ADD CONSTRAINT "advice_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "advice" ADD CONSTRAINT "advice_adviser_fk" FOREIGN KEY ("adviser_ref") REFERENCES "adviser"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who is away, and who looks after their records meanwhile.
CREATE TABLE "absence" (
    "id" BIGSERIAL NOT NULL,
    "staff_ref" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "cover_ref" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "absence_pk" PRIMARY KEY ("id"),
    CONSTRAINT "absence_in_order" CHECK ("from_on" <= "to_on"),
    CONSTRAINT "absence_covered_by_another" CHECK ("cover_ref" <> "staff_ref")
);
CREATE INDEX "absence_of_staff" ON "absence"("staff_ref", "to_on");
ALTER TABLE "absence" ADD CONSTRAINT "absence_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "absence" ADD CONSTRAINT "absence_cover_fk" FOREIGN KEY ("cover_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A view of the work list somebody keeps under a name.
CREATE TABLE "saved_filter" (
    "staff_ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_filter_pk" PRIMARY KEY ("staff_ref", "name")
);
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE CASCADE ON UPDATE CASCADE;
