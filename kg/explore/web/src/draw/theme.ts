// Colours of the canvas; those of the panels are in style/.

export interface Theme {
  dark: boolean;
  paper: string;
  ink: string;
  soft: string;
  line: string;
  lit: string;
  halo: string;
  accent: string;
  /** For communities, in turn; and for the loose. */
  tints: readonly string[];
  grey: string;
}

export const LIGHT: Theme = {
  dark: false,
  paper: '#f8f7f3',
  ink: '#23272f',
  soft: '#5d6571',
  line: '#8b93a0',
  lit: '#3c4a60',
  halo: '#efede5',
  accent: '#c2410c',
  tints: ['#2f67b1', '#b8500f', '#1b7557', '#a33d7b', '#77650f', '#5a4ba0', '#17798a', '#933636'],
  grey: '#7c828b',
};

export const DARK: Theme = {
  dark: true,
  paper: '#14171c',
  ink: '#eceae5',
  soft: '#a3aab5',
  line: '#5c6470',
  lit: '#b8c4d6',
  halo: '#1a1f26',
  accent: '#ff9a5c',
  tints: ['#7fb2f0', '#f5a266', '#6fd0ac', '#f09cc8', '#e0cb6a', '#b9aef2', '#74cfe0', '#f0a09a'],
  grey: '#9aa1ab',
};

export const FONT =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",' +
  '"Noto Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif';
