/**
 * What somebody gets who uses the widget with a keyboard, or hears it. The trees are those that a browser hands to
 * screen readers; `npx playwright test e2e/accessibility.test.ts --update-snapshots` writes them anew, and a change in
 * them is to be read like a change of what is on screen.
 */
import { expect, test, type StoryName } from './support/gallery.ts';

test.use({ locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' } as object);

test.describe('what a screen reader gets', () => {
  const told: readonly StoryName[] = [
    'home',
    'returning',
    'list',
    'failed',
    'badge',
    'empty',
    'conversation',
    'files',
    'quoting',
    'attaching',
    'offline',
    'reconnecting',
    'memory',
    'refused',
    'ended-nps',
    'menu',
    'consent',
    'proactive',
    'closed-empty',
    'prechat',
    'prechat-kinds',
    'departments',
    'limit',
  ];
  for (const story of told) {
    test(`${story}: names, roles and states`, async ({ gallery, page }) => {
      await gallery.show(story);
      await gallery.giveHostsBoxes();
      await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${story}.aria.yml` });
    });
  }
});

test.describe('with the keyboard alone', () => {
  test('a visitor opens the chat, writes, and comes back to where they were', async ({ gallery, page }) => {
    await gallery.show('home');
    await page.keyboard.press('Escape');
    await expect.poll(() => gallery.focus()).toBe('button "Open chat"');

    await page.keyboard.press('Enter');
    await expect.poll(() => gallery.focus()).toContain('Hi there');
    await gallery.tabStops('button "Send us a message"');
    await page.keyboard.press('Enter');
    await expect.poll(() => gallery.focus()).toBe('textarea "Write a message…"');
    await page.keyboard.type('Do you have it in green?');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log').getByText('Do you have it in green?')).toBeVisible();
    expect(await gallery.calls()).toContain('send Do you have it in green?');
    expect(await gallery.focus()).toBe('textarea "Write a message…"');

    await page.keyboard.press('Escape');
    await expect.poll(() => gallery.focus()).toBe('button "Open chat"');
  });

  test('the focus goes through the conversation as it is read', async ({ gallery, page }) => {
    await gallery.show('conversation');
    await gallery.comeToMessages();
    await page.getByRole('button', { name: 'Before the chat' }).focus();
    expect(await gallery.tabStops('button "After the chat"')).toEqual([
      'button "Back"',
      'button "More"',
      'button "Close chat"',
      'log "Messages"',
      'a "https://northwind.example/proof/48213"',
      'button "Reply"',
      'textarea "Write a message…"',
      'button "Insert emoji"',
      'button "Close chat"',
      'button "After the chat"',
    ]);
  });

  test('any message is answered, the newest first', async ({ gallery, page }) => {
    await gallery.show('conversation');
    await gallery.comeToMessages();
    await gallery.tabStops('button "Reply"');
    await expect(page.getByRole('toolbar')).toHaveAccessibleName(/Found it, thank you so much!/);
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('toolbar')).toHaveAccessibleName(/The courier left it/);
    await page.keyboard.press('Enter');
    await expect.poll(() => gallery.focus()).toBe('textarea "Write a message…"');
    await page.keyboard.type('She is away.');
    await page.keyboard.press('Enter');
    await expect.poll(() => gallery.calls()).toContain('send She is away. re:d4');
  });

  for (const mode of ['inline', 'page']) {
    test(`it is no trap, in either direction: ${mode}`, async ({ gallery, page }) => {
      await gallery.show('conversation', { mode });
      await gallery.comeToMessages();
      await page.getByRole('button', { name: 'Before the chat' }).focus();
      const there = await gallery.tabStops('button "After the chat"');
      expect(there.at(-1)).toBe('button "After the chat"');
      expect(there).toContain('textarea "Write a message…"');
      const back = await gallery.tabStops('button "Before the chat"', 'Shift+Tab');
      expect(back.slice(0, -1)).toEqual(there.slice(0, -1).reverse());
    });
  }

  test('a message that was not sent is sent again', async ({ gallery, page }) => {
    await gallery.show('refused');
    await page.getByRole('log').focus();
    await gallery.tabStops('button "Try again"');
    await page.keyboard.press('Enter');
    await expect.poll(() => gallery.calls()).toContainEqual(expect.stringMatching(/^retry /));
  });

  test('a file is chosen, and taken back', async ({ gallery, page }) => {
    await gallery.show('attaching');
    await page.getByRole('log').focus();
    const chooser = page.waitForEvent('filechooser');
    await gallery.tabStops('button "Attach files"');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({ name: 'label.png', mimeType: 'image/png', buffer: Buffer.from('png') });
    await expect.poll(() => gallery.calls()).toContain('upload label.png');
  });

  test('the menu is one stop, goes round with arrows, and gives the focus back', async ({ gallery, page }) => {
    await gallery.show('conversation');
    await page.getByRole('button', { name: 'More' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => gallery.focus()).toBe('menuitemcheckbox "Sound"');
    await page.keyboard.press('ArrowUp');
    expect(await gallery.focus()).toBe('menuitem "Delete my data"');
    await page.keyboard.press('ArrowDown');
    expect(await gallery.focus()).toBe('menuitemcheckbox "Sound"');
    await page.keyboard.press('e');
    expect(await gallery.focus()).toMatch(/^menuitem "E/);
    await page.keyboard.press('Escape');
    expect(await gallery.focus()).toBe('button "More"');
    await expect(page.getByRole('menu')).toBeHidden();
    await expect(page.getByRole('dialog')).toBeVisible();
  });

  test('a small dialog of the menu closes first, then the chat', async ({ gallery, page }) => {
    await gallery.show('menu');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Delete my data' })).toBeFocused();
    await page.keyboard.press('Escape');
    expect(await gallery.focus()).toBe('button "More"');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(await gallery.focus()).toBe('button "Open chat"');
  });

  test('a rating is given with arrows', async ({ gallery, page }) => {
    await gallery.show('ended');
    await page.getByRole('log').focus();
    await gallery.tabStops('radio "1 star"');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: '3 stars' })).toBeChecked();
    await gallery.tabStops('button "Send feedback"');
    await page.keyboard.press('Enter');
    await expect.poll(() => gallery.calls()).toContain('rate {"rating":3}');
    await expect(page.getByText('Thank you for your feedback', { exact: false })).toBeFocused();
  });
});

test.describe('for other ways of seeing', () => {
  test('nothing is lost in forced colours: what has the focus has an outline', async ({ gallery, page }) => {
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await gallery.show('conversation');
    for (const name of ['Back', 'More', 'Insert emoji']) {
      const button = page.getByRole('button', { name, exact: true });
      await button.focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      const outline = await button.evaluate((node) => getComputedStyle(node).outlineStyle);
      expect(outline, name).not.toBe('none');
    }
  });

  test('with more contrast pale text has 7:1 and lines have 3:1, in both themes', async ({ gallery, page }) => {
    const ratios = (): Promise<readonly number[]> =>
      page.evaluate(() => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const luminance = (color: string): number => {
          if (canvas === null) throw new Error('There is no canvas.');
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          const [red = 0, green = 0, blue = 0] = Array.from(canvas.getImageData(0, 0, 1, 1).data, (value) =>
            value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 255 / 12.92,
          );
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const panel = getComputedStyle(
          document.querySelector('support-chat')?.shadowRoot?.querySelector('dialog') as Element,
        );
        const ground = luminance(panel.backgroundColor);
        return ['text-muted', 'border'].map((name) => {
          const value = luminance(panel.getPropertyValue(`--support-chat-${name}`));
          return (Math.max(value, ground) + 0.05) / (Math.min(value, ground) + 0.05);
        });
      });
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
      await gallery.show('conversation', { theme });
      const [text, line] = await ratios();
      expect(text, theme).toBeGreaterThanOrEqual(7);
      expect(line, theme).toBeGreaterThanOrEqual(3);
      await page.addStyleTag({ content: 'support-chat { --support-chat-border: CanvasText }' });
      expect((await ratios())[1], 'what the page sets wins').not.toBe(line);
      await page.emulateMedia({ contrast: 'no-preference', reducedMotion: 'reduce' });
      expect((await ratios())[0], `${theme}, otherwise`).toBeLessThan(text ?? 0);
    }
  });

  test('at 400 % nothing has to be scrolled sideways', async ({ gallery, page }) => {
    // 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10.
    await page.setViewportSize({ width: 320, height: 256 });
    for (const story of ['home', 'conversation', 'prechat', 'files', 'ended-nps'] as const) {
      await gallery.show(story);
      const wide = await page.evaluate(() => {
        const roots: (Document | ShadowRoot)[] = [document];
        const found: string[] = [];
        for (const root of roots)
          for (const node of root.querySelectorAll<HTMLElement>('*')) {
            if (node.shadowRoot !== null) roots.push(node.shadowRoot);
            const { overflowX } = getComputedStyle(node);
            const scrolls = overflowX === 'auto' || overflowX === 'scroll';
            if (scrolls && node.scrollWidth > node.clientWidth + 1) found.push(`${node.localName}.${node.className}`);
          }
        return found;
      });
      expect(wide, story).toEqual([]);
    }
  });

  test('in a language from right to left the layout turns round, whatever the page does', async ({ gallery, page }) => {
    for (const dir of ['ltr', 'rtl']) {
      await gallery.show('conversation', { dir, lang: 'ar' });
      const back = await page.locator('support-chat .back').boundingBox();
      const heading = await page.locator('support-chat [part=heading]').boundingBox();
      expect(back?.x, dir).toBeGreaterThan(heading?.x ?? Infinity);
    }
  });
});
