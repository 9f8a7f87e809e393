import type { AdviserRole, Fact } from '../facts/fact.js';
import { story as storyOf, type Story } from '../facts/story.js';
import { assertNever } from './assert-never.js';
