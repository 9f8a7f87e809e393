-- Terms and closures of schools, colleges and early-years settings: evidence of exceptions, and the dates reviews count from.
-- Locks nothing: a new, empty table.
CREATE TABLE "setting_dates" (
    "setting_ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_dates_pk" PRIMARY KEY ("setting_ref", "kind", "from_on"),
    CONSTRAINT "setting_dates_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "setting_dates_kind_known" CHECK ("kind" IN ('term', 'closure')),
    CONSTRAINT "setting_dates_term_named" CHECK (("kind" = 'term') = ("name" IS NOT NULL)),
    CONSTRAINT "setting_dates_in_order" CHECK ("from_on" <= "to_on")
);
CREATE UNIQUE INDEX "setting_term_once" ON "setting_dates"("setting_ref", "name");
