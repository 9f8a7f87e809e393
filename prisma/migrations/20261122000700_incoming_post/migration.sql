-- Incoming post: mails and scans, until somebody files them to a record or puts them aside. Locks `document` for an instant: the
-- added column has no default to write.
CREATE TABLE "post_item" (
    "ref" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3),
    "came_on" DATE,
    "posted_on" DATE,
    "put_in_at" TIMESTAMPTZ(3) NOT NULL,
    "put_in_by" TEXT NOT NULL,
    "from_name" TEXT,
    "from_address" TEXT,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "left_out" JSONB NOT NULL,
    "hints" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "record_ref" TEXT,
    "meant" TEXT,
    "aside_for" TEXT,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "post_item_pk" PRIMARY KEY ("ref"),
    CONSTRAINT "post_item_channel_known" CHECK ("channel" IN ('email', 'online', 'first-class-post', 'signed-for', 'by-hand')),
    CONSTRAINT "post_item_came_or_posted" CHECK ("came_on" IS NOT NULL OR "posted_on" IS NOT NULL),
    CONSTRAINT "post_item_moment_has_day" CHECK ("received_at" IS NULL OR "came_on" IS NOT NULL),
    CONSTRAINT "post_item_status_known" CHECK ("status" IN ('waiting', 'filed', 'aside')),
    CONSTRAINT "post_item_filed_whole" CHECK (("status" = 'filed') = ("record_ref" IS NOT NULL) AND ("status" = 'filed') = ("meant" IS NOT NULL)),
    CONSTRAINT "post_item_aside_known" CHECK (("status" = 'aside') = ("aside_for" IS NOT NULL) AND "aside_for" IN ('not-ours', 'other-council', 'spam', 'same-again', 'no-reply-needed')),
    CONSTRAINT "post_item_settled_whole" CHECK (("status" = 'waiting') = ("settled_by" IS NULL) AND ("status" = 'waiting') = ("settled_at" IS NULL))
);
-- The same mail, or the same scans, twice is one item.
CREATE UNIQUE INDEX "post_item_once" ON "post_item"("fingerprint");
CREATE INDEX "post_item_by_status" ON "post_item"("status", "put_in_at");
CREATE INDEX "post_item_of_record" ON "post_item"("record_ref");
ALTER TABLE "post_item" ADD CONSTRAINT "post_item_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "document" ADD COLUMN "post_ref" TEXT;
CREATE INDEX "document_of_post" ON "document"("post_ref");
ALTER TABLE "document" ADD CONSTRAINT "document_post_fk" FOREIGN KEY ("post_ref") REFERENCES "post_item"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
