import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Support } from './support';

export const metadata: Metadata = { title: 'Support Chat in Next', icons: 'data:,' };

/** In the layout the chat outlives the way from page to page: an open conversation stays open. */
export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <Support widgetKey="wk_demo@localhost:4100" />
      </body>
    </html>
  );
}
