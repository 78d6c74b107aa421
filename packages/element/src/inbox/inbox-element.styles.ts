import { css } from 'lit';
import { statusBannerStyles } from '../components/status-banner/status-banner.styles.ts';
import { deskHostStyles } from '../desk/desk.styles.ts';
import { topBarStyles } from './top-bar.ts';

export const inboxStyles = [
  deskHostStyles,
  topBarStyles,
  statusBannerStyles,
  css`
    .desk {
      display: flex;
      flex-direction: column;
    }
    .banner {
      justify-content: center;
    }
    .retry {
      flex: none;
      padding: 4px 6px;
      border-radius: 5px;
      font-weight: 650;
      text-decoration: underline;
      text-underline-offset: 2.5px;
    }
    .gate {
      flex: 1;
    }
    .layout {
      position: relative;
      display: grid;
      flex: 1;
      grid-template-columns: minmax(300px, 360px) minmax(0, 1fr);
      grid-template-rows: minmax(0, 1fr);
      min-block-size: 0;
    }
    .layout.with-visitor {
      grid-template-columns: minmax(300px, 360px) minmax(0, 1fr) minmax(270px, 320px);
    }
    .side,
    .main {
      display: flex;
      flex-direction: column;
      min-inline-size: 0;
      min-block-size: 0;
    }
    .side {
      border-inline-end: var(--_line);
    }
    support-inbox-list {
      flex: 1;
    }
    support-inbox-visitor {
      border-inline-start: var(--_line);
      background: var(--support-chat-surface);
    }
    .choose {
      flex: 1;
    }
    @container (max-width: 1079.98px) {
      .layout.with-visitor {
        grid-template-columns: minmax(280px, 320px) minmax(0, 1fr);
      }
      .layout {
        grid-template-columns: minmax(280px, 320px) minmax(0, 1fr);
      }
      support-inbox-visitor {
        position: absolute;
        inset-block: 0;
        inset-inline-end: 0;
        z-index: 8;
        inline-size: min(360px, 100%);
        box-shadow: var(--support-chat-shadow);
        animation: slide 180ms cubic-bezier(0.2, 0.9, 0.25, 1);
      }
    }
    @container (max-width: 719.98px) {
      .layout,
      .layout.with-visitor {
        grid-template-columns: minmax(0, 1fr);
      }
      .side {
        border: 0;
      }
      .layout.reading > .side,
      .layout:not(.reading) > .main {
        display: none;
      }
      support-inbox-visitor {
        inline-size: 100%;
        border: 0;
      }
    }
    @keyframes slide {
      from {
        opacity: 0;
        translate: 16px 0;
      }
    }
  `,
];
