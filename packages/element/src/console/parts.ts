/**
 * What a page may style inside the sections, for their `exportparts`: each hands on all of it, so that
 * `support-chat-console::part(card)` reaches a card however deep it lies. A name may stand for nothing in most of them.
 */
export const PARTS =
  'button,button-quiet,card,chip,code,control,dialog,field,icon-button,menu,menu-item,plot,preview,row,rows,save-bar,section-header,tab,tabs';
