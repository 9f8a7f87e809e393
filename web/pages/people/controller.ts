import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { familyPeople, savePerson, type FamilyPerson } from '../../../api/use-cases/family-people.js';
import type { FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { PEOPLE_WORDS as t } from '../../words/person-form.js';
import { refusedOnForm } from '../sending.js';
import { PERSON_FIELDS, personOf, typedOf } from './person-form.js';

/** Somebody in a child's life: added, or changed. `new` in the address is somebody new. */
export const peopleRoutes = (site: Site): Router =>
  Router()
    .get(paths.person(':ref', ':person'), async (req, res) => {
      const person = await personIn(site, req);
      const typed = typedOf(person);
      const isSelf = person === null && textOf(req.query, 'relation') === 'self';
      personPage(site, req, res, { typed: isSelf ? { ...typed, relation: 'self' } : typed, errors: [], status: 200 });
    })
    .post(paths.person(':ref', ':person'), async (req, res) => {
      const person = await personIn(site, req);
      const typed = typedIn(PERSON_FIELDS, req.body);
      const { values, errors } = readFields(PERSON_FIELDS, typed, todayOf(site));
      if (errors.length > 0) return personPage(site, req, res, { typed, errors, status: 400 });
      try {
        await savePerson(site.useCases, callerOf(site, req), part(req, 'ref'), person?.ref ?? null, personOf(values));
        res.redirect(303, `${paths.case(part(req, 'ref'))}?kept=person#people`);
      } catch (error) {
        const refused = refusedOnForm(error, PERSON_FIELDS);
        if (refused === null) throw error;
        personPage(site, req, res, { typed, errors: refused.errors, status: refused.status });
      }
    });

/** @throws AppError `not-found` for a person the child does not have */
async function personIn(site: Site, req: Request): Promise<FamilyPerson | null> {
  const people = await familyPeople(site.useCases, callerOf(site, req), part(req, 'ref'));
  if (part(req, 'person') === 'new') return null;
  const found = people.find(({ ref }) => ref === part(req, 'person'));
  if (found === undefined) throw new AppError('not-found');
  return found;
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

const personPage = (site: Site, req: Request, res: Response, { typed, errors, status }: Filled): Response =>
  show(site, req, res, {
    view: 'people/view',
    title: `${part(req, 'person') === 'new' ? t.add : t.change}, ${part(req, 'ref')}`,
    section: 'cases',
    status,
    errors: errorSummary(errors),
    shown: {
      heading: part(req, 'person') === 'new' ? t.add : t.change,
      ref: part(req, 'ref'),
      back: paths.case(part(req, 'ref')),
      action: paths.person(part(req, 'ref'), part(req, 'person')),
      fields: showFields(PERSON_FIELDS, typed, errors),
    },
  });
