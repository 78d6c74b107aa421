import { ChatError, type ChatAttachment, type ChatMessage, type ChatUpload, type UploadState } from '@support-chat/sdk';

/** A real picture of 24 × 16. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAADeUlEQVR42g3MMQtvQAAA8Pdx3ma0GW1GiyzK8MRwxXApiZJuoG65' +
  'pE5SKKkbiOGK4VJSNh/o/X8f4Pfnr3FLhpCNUzG4auyasegGM43JNgbX6HyjCY06NQgyMDaKykCtkY1GwoxoM+BhBJcBXsP7jH9/' +
  '/lq3ZAnZOhWLq9auWYtuMdOabGtwrc63mtCqU4sgC2OrqCzUWtloJcyKNgseVnBZ4LW8z/pFzi05QnZOxeGqs2vOojvMdCbbGVyn' +
  '850mdOrUIcjB2CkqB7VONjoJc6LNgYcTXA54He9zfhG4JSBkcCqAq2DXwKIDZoLJBoMLOh80IahTQBDAGBQVQC3IRpAwEG0AHiC4' +
  'AHiB94FfBG8JChmeCuQq3DW46JCZcLLh4MLOh00I6xQSBDGGRQVRC7MRJgxGG4QHDC4IXuh98BfFtxQLOT6VmKvxrsWLHjMznux4' +
  'cOPOj5swrtOYoBjjuKhi1MbZGCcsjrYYHnFwxeCNvS/+Rfkt5ULOTyXnar5r+aLnzMwnOx/cvPPzJszrNCcoxzgvqhy1eTbmCcuj' +
  'LYdHHlw5eHPvy39ReUulkMtTKbla7lq56CUzy8kuB7fs/LIJyzotCSoxLouqRG2ZjWXCymgr4VEGVwne0vvKX0RuiQiZnArhKtk1' +
  'suiEmWSyyeCSzidNSOqUEEQwJkVFUEuykSSMRBuBBwkuAl7ifeQX0VuiQqanQrlKd40uOmUmnWw6uLTzaRPSOqUEUYxpUVHU0myk' +
  'CaPRRuFBg4uCl3of/UX9LfVC7k+l52q/a/2i98zsJ7sf3L7z+ybs67QnqMe4L6oetX029gnro62HRx9cPXh77+t/0XxLs5DnU5m5' +
  'Ou/avOgzM+fJngd37vy5Cec6nQmaMZ6LakbtnI1zwuZom+ExB9cM3tn75l+03tIq5PVUVq6uu7Yu+srMdbLXwV07f23CtU5XglaM' +
  '16JaUbtm45qwNdpWeKzBtYJ39b71F/Fb4kLmp8K5yneNLzpnJp9sPri883kT8jrlBHGMeVFx1PJs5Anj0cbhwYOLg5d7H/9F4paE' +
  'kMWpCK6KXROLLpgpJlsMruh80YSiTgVBAmNRVAK1IhtFwkS0CXiI4BLgFd4nftFzS4+Qn1N5uPrs2rPoDzOfyX4G9+n8pwmfOn0I' +
  'ejB+iupB7ZONT8KeaHvg8QTXA97H+55//wH+bnufm5/MGgAAAABJRU5ErkJggg==';

export const pictureUrl = `data:image/png;base64,${PNG}`;

/** A thousandth of a second of silence. */
export const soundUrl =
  'data:audio/wav;base64,UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAgICAgICAgA==';

/** As the visitor would choose it. */
export function pictureFile(name = 'parcel.png'): File {
  return new File([Uint8Array.from(atob(PNG), (character) => character.charCodeAt(0))], name, { type: 'image/png' });
}

export function attachment(
  id: string,
  name: string,
  mediaType: string,
  more: Partial<ChatAttachment> = {},
): ChatAttachment {
  return { id, name, mediaType, byteSize: 1_234_567, width: null, height: null, durationMs: null, ...more };
}

export function withFiles(message: ChatMessage, ...attachments: ChatAttachment[]): ChatMessage {
  return { ...message, attachments };
}

export function upload(id: string, file: File, state: UploadState = { name: 'uploaded' }): ChatUpload {
  return { id, name: file.name, mediaType: file.type, byteSize: file.size, file, state };
}

/** One of each state. */
export function everyUpload(): ChatUpload[] {
  const paper = (name: string, bytes: number): File =>
    new File([new Uint8Array(bytes)], name, { type: 'application/pdf' });
  return [
    upload('u1', pictureFile()),
    upload('u2', paper('invoice-2026-11.pdf', 2_400_000), { name: 'uploading', progress: 0.42 }),
    upload('u3', pictureFile('IMG_20261121_115959_a_rather_long_name.png'), { name: 'waiting' }),
    upload('u4', paper('terms.pdf', 800_000), { name: 'paused' }),
    upload('u5', paper('contract.pdf', 90_000), {
      name: 'failed',
      error: new ChatError('attachment_too_large', 'A file may have at most 10485760 bytes.'),
    }),
  ];
}
