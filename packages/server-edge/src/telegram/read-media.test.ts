import { describe } from 'node:test';
import { message, topicPlace, itReads, type Row } from '../../testing/telegram/sample-updates.ts';

const ROWS: readonly Row[] = [
  ...(
    [
      [
        'photo',
        [
          { file_id: 's', width: 9, height: 9 },
          { file_id: 'f', width: 90, height: 90, file_size: 7 },
        ],
        'photo',
        'image/jpeg',
      ],
      [
        'document',
        { file_id: 'f', file_size: 7, file_name: 'a.pdf', mime_type: 'application/pdf' },
        'a.pdf',
        'application/pdf',
      ],
      ['voice', { file_id: 'f', file_size: 7 }, 'voice', 'audio/ogg'],
      ['audio', { file_id: 'f', file_size: 7, file_name: 'a.mp3' }, 'a.mp3', 'audio/mpeg'],
      ['video', { file_id: 'f', file_size: 7 }, 'video', 'video/mp4'],
      ['video_note', { file_id: 'f', file_size: 7 }, 'video', 'video/mp4'],
      ['animation', { file_id: 'f', file_size: 7 }, 'animation', 'video/mp4'],
      ['sticker', { file_id: 'f', file_size: 7, is_animated: false, is_video: false }, 'sticker', 'image/webp'],
      [
        'sticker',
        { file_id: 'moving', is_animated: true, is_video: false, thumbnail: { file_id: 'f', file_size: 7 } },
        'sticker',
        'image/webp',
      ],
    ] as const
  ).map(([kind, value, name, mediaType]): Row => [
    `33: a file is read: ${kind}`,
    message({ [kind]: value, caption: 'for you' }),
    {
      kind: 'agent_media',
      place: topicPlace,
      media: { fileId: 'f', name, mediaType, byteSize: 7 },
      caption: 'for you',
      isNote: false,
      albumId: null,
    },
  ]),
  ...(['photo', 'sticker', 'location', 'venue', 'contact', 'poll', 'dice', 'story'] as const).map((kind): Row => [
    `33: ${kind} without what makes it one is refused to its sender`,
    message({ [kind]: kind === 'photo' ? [] : {}, caption: 'for the visitor' }),
    { kind: 'unsupported_media', place: topicPlace, albumId: null },
  ]),
  [
    'an album says so',
    message({ document: { file_id: 'f' }, media_group_id: '9' }),
    { kind: 'agent_media', albumId: '9', caption: '' },
  ],
  ...['//psst', '/note psst', '/close', '/close@another_bot', ' /x'].map((caption): Row => [
    `14: a file with the caption "${caption}" is for the team`,
    message({ document: { file_id: 'f' }, caption }),
    { kind: 'agent_media', isNote: true },
  ]),
];

describe('reading a file', () => {
  itReads(ROWS);
});
