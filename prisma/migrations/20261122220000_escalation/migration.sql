-- Escalations that are open: how far each has climbed and what was promised, projected anew by every write of the record.
-- Whether a promise still stands is for the day one asks. New table; locks nothing.
CREATE TABLE "escalation" (
  "record_ref" TEXT NOT NULL,
  "duty" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "occurrence" TEXT NOT NULL,
  "due_on" DATE NOT NULL,
  "rungs" TEXT[] NOT NULL,
  "to_roles" TEXT[] NOT NULL,
  "answering_roles" TEXT[] NOT NULL,
  "told_on" DATE NOT NULL,
  "acknowledge_by" DATE,
  "promise" INTEGER,
  "promised_on" DATE,
  "holds" BOOLEAN NOT NULL,
  "next_on" DATE,
  "next_roles" TEXT[] NOT NULL,
  CONSTRAINT "escalation_pk" PRIMARY KEY ("record_ref", "duty", "subject", "occurrence"),
  CONSTRAINT "escalation_promised" CHECK (("promise" IS NULL) = ("promised_on" IS NULL) AND (NOT "holds" OR "promise" IS NOT NULL)),
  CONSTRAINT "escalation_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- The list's order.
CREATE INDEX "escalation_by_day" ON "escalation"("told_on", "record_ref", "duty", "subject", "occurrence");

-- Those open before: the last that was told of each undone duty. By when to acknowledge it, and what follows, the record's next write says.
INSERT INTO "escalation" ("record_ref", "duty", "subject", "occurrence", "due_on", "rungs", "to_roles", "answering_roles", "told_on", "holds", "next_roles")
SELECT c.record_ref, c.duty, c.subject, c.occurrence, min(d.due_on), array_agg(c.rung), array_agg(DISTINCT n.to_role),
  (ARRAY['caseworker', 'team-manager', 'service-manager', 'senior-manager', 'director'])[min(coalesce(array_position(ARRAY['caseworker', 'team-manager', 'service-manager', 'senior-manager', 'director'], n.to_role), 3)):],
  c.item_on, false, '{}'
FROM "agenda_claim" c
JOIN "notification" n ON n.record_ref = c.record_ref AND n.duty = c.duty AND coalesce(n.subject, '') = c.subject AND n.occurrence = c.occurrence AND n.rung = c.rung
JOIN "duty" d ON d.record_ref = c.record_ref AND d.code = c.duty AND coalesce(d.subject, '') = c.subject AND d.occurrence = c.occurrence
WHERE c.act = 'escalate' AND NOT c.skipped AND c.duty <> 'send-review-list'
  AND d.recorded_to IS NULL AND d.done_on IS NULL AND d.settled IS NULL AND d.stopped_on IS NULL
  AND c.item_on = (SELECT max(l.item_on) FROM "agenda_claim" l WHERE l.record_ref = c.record_ref AND l.duty = c.duty AND l.subject = c.subject AND l.occurrence = c.occurrence AND l.act = 'escalate' AND NOT l.skipped)
GROUP BY c.record_ref, c.duty, c.subject, c.occurrence, c.item_on;
