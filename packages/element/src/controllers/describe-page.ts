import type { WireVisitorContext } from '@support-chat/sdk/protocol';

/** What agents see of the visitor's surroundings. */
export function describePage(): WireVisitorContext {
  return {
    // Behind the # stands what is nobody else's business: places in the page, states of applications, tokens.
    page_url: location.href.replace(/#.*/s, ''),
    page_title: document.title,
    referrer: document.referrer,
    language: navigator.language,
    time_zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
