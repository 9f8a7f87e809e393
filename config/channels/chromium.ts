import { chromium, type Browser } from 'playwright-core';

/**
 * Nobody looks at it: no graphics card, and none of the address bar's own pages, which each window would open and draw besides.
 * A list of features replaces Playwright's, so what matters of that stands here again.
 */
const WITHOUT = ['SpareRendererForSitePerProcess', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'AimEnabled', 'OptimizationHints', 'PaintHolding', 'HttpsUpgrades', 'DestroyProfileOnBrowserClose', 'AvoidUnnecessaryBeforeUnloadCheckSync'];
const ARGS = ['--disable-gpu', '--disable-gpu-compositing', `--disable-features=${WITHOUT.join(',')}`];

const PATIENCE = 30_000; // milliseconds, on a machine that does other things besides

/** A Chromium without a window, for pages of our own. @param program of a Chromium @param more arguments for it @throws Error where it does not start */
export function launchChromium(program: string, more: readonly string[] = []): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium's sandbox refuses root
  return chromium.launch({ executablePath: program, headless: true, args: [...ARGS, ...asRoot, ...more], timeout: PATIENCE });
}
