import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Support } from './support.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id "root".');

createRoot(root).render(
  <StrictMode>
    <h1>Harbor Goods</h1>
    <Support widgetKey="wk_demo@localhost:4100" />
  </StrictMode>,
);
