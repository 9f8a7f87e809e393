-- Every text of advice as it was sent: a second one, after a return, no longer takes the first one's place. Locks nothing: a new
-- table, filled with what is known to have been sent.
CREATE TABLE "advice_sent" (
    "record_ref" TEXT NOT NULL,
    "adviser_ref" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_by" TEXT NOT NULL,

    CONSTRAINT "advice_sent_pk" PRIMARY KEY ("record_ref", "adviser_ref", "occurrence", "number"),
    CONSTRAINT "advice_sent_number_counts" CHECK ("number" >= 1)
);
ALTER TABLE "advice_sent" ADD CONSTRAINT "advice_sent_fk" FOREIGN KEY ("record_ref", "adviser_ref", "occurrence") REFERENCES "advice"("record_ref", "adviser_ref", "occurrence") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO "advice_sent" ("record_ref", "adviser_ref", "occurrence", "number", "content", "sent_at", "sent_by")
SELECT "record_ref", "adviser_ref", "occurrence", 1, "content", "sent_at", "saved_by" FROM "advice" WHERE "sent_at" IS NOT NULL AND "version" > 0;
