-- A setting's report of a review meeting, drafted and sent by link, and the address of its calendar of reviews. Locks nothing: new,
-- empty tables.

-- The draft that whoever is at the setting writes now: one for one pupil. Sent, it counts as used up. Personal data.
CREATE TABLE "review_report" (
    "record_ref" TEXT NOT NULL,
    "setting_ref" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_report_pk" PRIMARY KEY ("record_ref", "setting_ref"),
    CONSTRAINT "review_report_version_counts" CHECK ("version" >= 0),
    CONSTRAINT "review_report_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "review_report_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- A report as it was sent. It counts once its command is recorded: the fact `review-report-sent` is the sending, this is its text.
CREATE TABLE "review_report_sent" (
    "command_id" UUID NOT NULL,
    "record_ref" TEXT NOT NULL,
    "setting_ref" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_report_sent_pk" PRIMARY KEY ("command_id"),
    CONSTRAINT "review_report_sent_version_counts" CHECK ("version" >= 1),
    CONSTRAINT "review_report_sent_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "review_report_sent_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "review_report_sent_of_record" ON "review_report_sent"("record_ref", "setting_ref");

-- An address under which a setting's calendar reads its dates: the token itself stands nowhere.
CREATE TABLE "review_feed" (
    "token_hash" TEXT NOT NULL,
    "setting_ref" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_feed_pk" PRIMARY KEY ("token_hash"),
    CONSTRAINT "review_feed_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- One good address for a setting: a new one ends the one before.
CREATE UNIQUE INDEX "review_feed_once" ON "review_feed"("setting_ref") WHERE "revoked_at" IS NULL;
