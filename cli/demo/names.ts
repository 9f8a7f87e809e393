import type { Random } from '../../domain/chance.js';

/**
 * Names nobody bears, so that no page of the demonstration can be mistaken for a real child's: things for given names, and
 * surnames that say they are made up. Written for this project.
 */
const GIVEN = [
  'Acorn',
  'Almond',
  'Apricot',
  'Barley',
  'Beacon',
  'Bobbin',
  'Bracken',
  'Bramble',
  'Breeze',
  'Button',
  'Candle',
  'Catkin',
  'Chestnut',
  'Cinder',
  'Cobble',
  'Comet',
  'Conker',
  'Coral',
  'Cricket',
  'Damson',
  'Dapple',
  'Drizzle',
  'Ember',
  'Fathom',
  'Feather',
  'Fennel',
  'Flannel',
  'Garnet',
  'Ginger',
  'Gorse',
  'Harbour',
  'Hazelnut',
  'Honeycomb',
  'Icicle',
  'Jigsaw',
  'Kettle',
  'Lantern',
  'Lemon',
  'Linnet',
  'Marble',
  'Marigold',
  'Meadow',
  'Mulberry',
  'Nettle',
  'Nimbus',
  'Nutmeg',
  'Oatcake',
  'Orchard',
  'Paddle',
  'Parsnip',
  'Pebble',
  'Pepper',
  'Pippin',
  'Plover',
  'Puffin',
  'Quarry',
  'Quartz',
  'Quince',
  'Ripple',
  'Saddle',
  'Saffron',
  'Sandpiper',
  'Shingle',
  'Skylark',
  'Sorrel',
  'Spindle',
  'Starling',
  'Teapot',
  'Teasel',
  'Thimble',
  'Thistle',
  'Treacle',
  'Tumble',
  'Twill',
  'Velvet',
  'Wicker',
  'Willowherb',
  'Zephyr',
] as const;
const SURNAMES = [
  'Demoford',
  'Demonby',
  'Examplewood',
  'Exampleton',
  'Fabricson',
  'Fauxley',
  'Fictley',
  'Fictonbury',
  'Figmentley',
  'Imaginby',
  'Inventworth',
  'Inventonby',
  'Madeupham',
  'Madeupson',
  'Makebelieve',
  'Mockbury',
  'Mockingham',
  'Neverwas',
  'Notarealby',
  'Nowhereson',
  'Placeholder',
  'Placeholtby',
  'Pretendale',
  'Pretenderby',
  'Samplesworth',
  'Sampleton',
  'Samplewick',
  'Seemingly',
  'Shamford',
  'Sketchley-Sample',
  'Specimen',
  'Standinby',
  'Syntheby',
  'Synthetson',
  'Testbourne',
  'Testerly',
  'Testingham',
  'Trialby',
  'Unrealby',
  'Yarnspinner',
] as const;

const PLACES = [
  'Acorn Bank',
  'Beacon Hill',
  'Bobbin Mill',
  'Bramble Lane',
  'Breeze Point',
  'Candle Street',
  'Chestnut Rise',
  'Cobble Yard',
  'Comet Way',
  'Coral Bay',
  'Ember Road',
  'Fathom Quay',
  'Feather Green',
  'Gorse Common',
  'Harbour View',
  'Hazelnut Walk',
  'Kettle Corner',
  'Lantern Park',
  'Marble Arch Lane',
  'Meadow End',
  'Mulberry Close',
  'Nutmeg Wharf',
  'Orchard Side',
  'Pebble Shore',
  'Pippin Field',
  'Puffin Cliff',
  'Quarry Top',
  'Ripple Brook',
  'Saffron Gate',
  'Shingle Street',
  'Skylark Down',
  'Spindle Tree',
  'Thimble Row',
  'Thistle Bank',
  'Wicker Bridge',
] as const;

export const givenName = (random: Random): string => random.pick(GIVEN);
export const surname = (random: Random): string => random.pick(SURNAMES);

/** A place in the invented borough, distinct for each number: `Bramble Lane`, `Upper Bramble Lane`, `Upper Bramble Lane 2`. */
export function placeName(nth: number): string {
  const place = PLACES[nth % PLACES.length] ?? PLACES[0];
  const prefix = ['', 'Upper ', 'Lower ', 'Old ', 'New '];
  const round = Math.floor(nth / PLACES.length);
  const copy = Math.floor(round / prefix.length);
  return `${prefix[round % prefix.length] ?? ''}${place}${copy === 0 ? '' : ` ${copy + 1}`}`;
}

const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

/**
 * A unique pupil number of the right shape and check letter, of local authority 000, which does not exist: no child has it.
 *
 * @param nth from 0 to 999,999,999
 */
export function impossibleUpn(nth: number): string {
  const digits = `000${String(nth).padStart(9, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0);
  return `${CHECK_LETTERS.charAt(sum % CHECK_LETTERS.length)}${digits}`;
}
