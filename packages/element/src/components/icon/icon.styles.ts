import { css } from 'lit';

export const iconStyles = css`
  .icon {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :dir(rtl) > :is(.icon-back, .icon-chevron) {
    scale: -1 1;
  }
`;
