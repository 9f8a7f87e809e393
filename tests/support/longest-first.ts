import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Layers whose files wait for servers, timers or many cases, small as they are: begun last, one of them would end the run alone. */
const LONG = ['tests/chaos/', 'tests/e2e/', 'tests/demo/seed', 'tests/web/every-page', 'tests/replay/', 'tests/workflows/', 'tests/domain/oracle-agreement'];

const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((place) => moduleId.includes(place));

/** Long files first, in the order Vitest would take them; a fresh clone knows no times yet and goes by size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
