-- The register of settings, as the national register describes them; and what is weighed of each that is consulted for a child.
-- Locks `setting` for an instant: added columns have no default to write.
ALTER TABLE "setting"
  ADD COLUMN "ukprn" TEXT,
  ADD COLUMN "authority_code" TEXT,
  ADD COLUMN "establishment_type" TEXT,
  ADD COLUMN "phase" TEXT,
  ADD COLUMN "section_41" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "opened_on" DATE,
  ADD COLUMN "closed_on" DATE,
  ADD COLUMN "postcode" TEXT,
  ADD COLUMN "low_age" INTEGER,
  ADD COLUMN "high_age" INTEGER,
  ADD COLUMN "capacity" INTEGER,
  ADD COLUMN "pupils" INTEGER,
  ADD COLUMN "imported_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "setting_ages_in_order" CHECK ("low_age" <= "high_age"),
  ADD CONSTRAINT "setting_counts" CHECK ("capacity" >= 0 AND "pupils" >= 0),
  ADD CONSTRAINT "setting_opened_before_closed" CHECK ("opened_on" <= "closed_on");
CREATE UNIQUE INDEX "setting_urn_once" ON "setting"("urn");
CREATE INDEX "setting_by_name" ON "setting"("name");

-- What is weighed of a setting for one child: cost and transport beside its answer, and why.
CREATE TABLE "placement_option" (
    "record_ref" TEXT NOT NULL,
    "setting_ref" TEXT NOT NULL,
    "cost_band" TEXT,
    "transport" TEXT,
    "reason" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "placement_option_pk" PRIMARY KEY ("record_ref", "setting_ref"),
    CONSTRAINT "placement_option_cost_band_known" CHECK ("cost_band" IN ('under-10k', '10k-to-30k', '30k-to-60k', 'over-60k')),
    CONSTRAINT "placement_option_transport_known" CHECK ("transport" IN ('none', 'needed', 'not-known'))
);
ALTER TABLE "placement_option" ADD CONSTRAINT "placement_option_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "placement_option" ADD CONSTRAINT "placement_option_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "placement_option" ADD CONSTRAINT "placement_option_reason_fk" FOREIGN KEY ("reason") REFERENCES "note"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
