import { type ChatDepartment, type ChatPrechatField, type ChatPrechatForm, DEFAULT_CONFIG } from '@support-chat/sdk';

/** What a team may ask before the chat. */

export const departments: readonly ChatDepartment[] = [
  { id: '00000000-0000-4000-8000-000000000001', name: 'Orders', description: 'Delivery, returns', isOnline: true },
  { id: '00000000-0000-4000-8000-000000000002', name: 'Billing', description: null, isOnline: false },
  { id: '00000000-0000-4000-8000-000000000003', name: 'Everything else', description: 'Just ask', isOnline: null },
];

export function prechatField(name: string, label: string, options: Partial<ChatPrechatField> = {}): ChatPrechatField {
  return {
    name,
    label,
    labels: {},
    kind: 'text',
    isRequired: false,
    placeholder: null,
    maxCharacters: 200,
    pattern: null,
    options: null,
    ...options,
  };
}

export const form: ChatPrechatForm = {
  isRequired: true,
  title: 'Before we start',
  fields: [
    prechatField('name', 'Name', { labels: { de: 'Ihr Name' } }),
    prechatField('email', 'E-mail', { kind: 'email', isRequired: true, labels: { de: 'E-Mail' } }),
    prechatField('topic', 'What is it about?', {
      kind: 'select',
      isRequired: true,
      placeholder: 'Choose a topic',
      options: ['An order', 'A return', 'Something else'],
      labels: { de: 'Worum geht es?' },
    }),
    prechatField('question', 'Message', { kind: 'textarea', placeholder: 'How can we help?' }),
  ],
  consent: {
    isRequired: true,
    text: 'I agree that my answers are stored to handle my request.',
    texts: { de: 'Ich bin einverstanden, dass meine Antworten gespeichert werden.' },
    link: 'https://northwind.example/privacy',
    textVersion: '2026-1',
  },
};

/** Every kind of question there is. */
export const everyKind: ChatPrechatForm = {
  isRequired: false,
  title: null,
  fields: [
    prechatField('department', 'Who should answer?', { kind: 'department', isRequired: true }),
    prechatField('subject', 'Subject', { kind: 'subject', maxCharacters: 40 }),
    prechatField('category', 'Category', { kind: 'category', options: ['Question', 'Complaint'] }),
    prechatField('phone', 'Phone', { kind: 'phone', placeholder: '+44 20 7946 0958' }),
    prechatField('pieces', 'How many pieces?', { kind: 'number' }),
    prechatField('order', 'Order number', { pattern: '[0-9]{5}' }),
    prechatField('urgent', 'It is urgent', { kind: 'checkbox' }),
  ],
  consent: null,
};

export const hoursUntil = (opensAt: number) => ({ ...DEFAULT_CONFIG.hours, isOpen: false, opensAt });
