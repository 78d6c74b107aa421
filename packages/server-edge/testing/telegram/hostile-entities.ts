import fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';

/** Types, places and lengths that nobody should send, and fields of the wrong kind. */
export const hostileEntities = fc.array(
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc.record({
        type: fc.constantFrom(
          'bold',
          'italic',
          'underline',
          'strikethrough',
          'spoiler',
          'code',
          'pre',
          'blockquote',
          'expandable_blockquote',
          'text_link',
          'url',
          'email',
          'phone_number',
          'mention',
          'text_mention',
          'custom_emoji',
          'date_time',
          'toString',
          'new',
        ),
        offset: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -3, max: 30 }) }, fc.double(), fc.maxSafeInteger()),
        length: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -3, max: 30 }) }, fc.double(), fc.maxSafeInteger()),
        url: fc.oneof(
          fc.webUrl(),
          fc.constantFrom(
            'javascript:alert(1)',
            'JAVASCRIPT:x',
            'data:text/html,x',
            'tg://user?id=1',
            ' https://a.example ',
            'tel:1 2',
            '/x',
            '',
          ),
          fc.jsonValue(),
        ),
        language: fc.oneof(fc.constantFrom('ts', 'c++', '"><b>'), fc.jsonValue()),
      }),
    },
    fc.jsonValue(),
  ),
  { maxLength: 12 },
) as unknown as fc.Arbitrary<readonly MessageEntity[]>;

/** Short, with everything that makes counting hard. */
export const hostileTexts = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '\n', '🎈', '👩‍🚀', 'é', '@', '/', '.', '\u202e', '\uD83D'),
  maxLength: 30,
});
