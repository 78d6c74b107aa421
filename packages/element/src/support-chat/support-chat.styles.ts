import { css, unsafeCSS } from 'lit';
import { avatarStyles } from '../components/avatar/avatar.styles.ts';
import { chatHeaderStyles } from '../components/chat-header/chat-header.styles.ts';
import { homeStyles } from '../components/home/home.styles.ts';
import { iconStyles } from '../components/icon/icon.styles.ts';
import { launcherStyles } from '../components/launcher/launcher.styles.ts';
import { panelStyles } from '../components/panel/panel.styles.ts';
import { statusBannerStyles } from '../components/status-banner/status-banner.styles.ts';
import { baseStyles } from '../styles/base.styles.ts';
import { contrastCss } from '../styles/contrast.ts';
import { tokensCss } from '../styles/tokens.ts';

const tokenStyles = css`
  ${unsafeCSS(tokensCss + contrastCss)}
`;

export const supportChatStyles = [
  tokenStyles,
  baseStyles,
  iconStyles,
  avatarStyles,
  launcherStyles,
  panelStyles,
  chatHeaderStyles,
  statusBannerStyles,
  homeStyles,
];
