import type { MailTexts } from './mail-texts.ts';

export const arabic: MailTexts = {
  locale: 'ar',
  direction: 'rtl',
  you: 'أنت',
  visitor: 'زائر',
  attachment: (name, size) => `${name} (${size})`,
  timesAreIn: (zone) => `الأوقات بحسب التوقيت المحلي: ${zone}.`,
  noReplies: 'الردود على هذه الرسالة لا تصل إلى المحادثة.',
  transcript: {
    subject: (team, number) => `محادثتك مع ${team} (#${String(number)})`,
    heading: 'محادثتك',
    intro: (team, day) => `هذه نسخة من محادثتك مع ${team} بتاريخ ${day} للاحتفاظ بها.`,
    preheader: (messages) => `عدد الرسائل: ${String(messages)}`,
    empty: 'لا توجد رسائل في هذه المحادثة.',
    footer: (team) => `وصلتك هذه الرسالة لأن نسخة من هذه المحادثة طُلبت في محادثة ${team}. إن لم تطلبها فيمكنك تجاهلها.`,
  },
  answer: {
    subject: (agent, team) => `رد عليك ${agent} من ${team}`,
    heading: (agent) => `رد عليك ${agent}`,
    intro: (name) =>
      name === null ? 'وصل هذا الرد بعد مغادرتك المحادثة.' : `مرحبًا ${name}، وصل هذا الرد بعد مغادرتك المحادثة.`,
    earlier: (count) => `رسائل سابقة: ${String(count)}`,
    button: 'متابعة المحادثة',
    lifetime: (days) =>
      `يفتح الزر محادثتك لمدة ${String(days)} أيام، ويعمل لكل من لديه هذه الرسالة، فنرجو عدم إعادة توجيهها.`,
    withoutLink: 'للمتابعة افتح المحادثة على موقعنا من جديد.',
    footer: (team) => `وصلتك هذه الرسالة لأنك تركت عنوانك في محادثة ${team}.`,
  },
  offlineRequest: {
    subject: (visitor, number) => `طلب جديد من ${visitor} (#${String(number)})`,
    heading: (visitor) => `رسالة جديدة من ${visitor}`,
    intro: (team) => `لم يكن أحد متاحًا في محادثة ${team}، وهذا ما ورد فيها.`,
    message: 'الرسالة',
    details: {
      name: 'الاسم',
      email: 'البريد الإلكتروني',
      phone: 'الهاتف',
      subject: 'الموضوع',
      category: 'الفئة',
      department: 'القسم',
      page: 'الصفحة',
      language: 'اللغة',
      country: 'البلد',
    },
    howTo: 'طريقة الرد',
    replyByMail: (address) => `رد على هذه الرسالة للكتابة مباشرة إلى ${address}.`,
    answerInChat: 'أو رد في المحادثة كالمعتاد: ينتظر الرد على الموقع، ويُرسل بالبريد إن كان العنوان معروفًا.',
    noAddress: 'لم يُترك عنوان بريد، فالرد يكون في المحادثة ويظهر عند العودة إلى الموقع.',
    button: 'فتح في تيليجرام',
    yes: 'نعم',
    no: 'لا',
    footer: (number) => `المحادثة #${String(number)}. ما يُكتب خلال الساعة القادمة يصل في رسالة أخرى.`,
  },
  invitation: {
    subject: (organization) => `دعوة إلى فريق دعم ${organization}`,
    heading: (organization) => `الانضمام إلى ${organization}`,
    intro: (inviter, organization, role) =>
      inviter === null
        ? `أنت مدعو إلى فريق دعم ${organization} بصفة ${role}.`
        : `يدعوك ${inviter} إلى فريق دعم ${organization} بصفة ${role}.`,
    roles: { owner: 'مالك', admin: 'مشرف', agent: 'عضو' },
    button: 'قبول الدعوة',
    footer: 'هذا الرابط لك وحدك. إن لم تكن تعرف ما المقصود فيمكنك تجاهل هذه الرسالة.',
  },
};
