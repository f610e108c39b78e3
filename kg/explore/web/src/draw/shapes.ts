// Each kind of entity has a shape and a sign besides its colour, so that nothing hangs on colour alone.

export interface Look {
  /** SVG path within the unit circle. */
  path: string;
  /** One Chinese character; two Latin letters. */
  sign: string;
  letters: string;
  light: string;
  dark: string;
  /** How large the sign may be against the radius, and how far below the middle it sits. */
  room: number;
  drop: number;
  hollow?: boolean;
}

const CIRCLE = 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z';

function polygon(corners: number, turn: number, inner = 1, scale = 1): string {
  const points = Array.from({ length: corners * (inner < 1 ? 2 : 1) }, (_, i, all = corners * (inner < 1 ? 2 : 1)) => {
    const r = (inner < 1 && i % 2 ? inner : 1) * scale;
    const angle = turn + (i * 2 * Math.PI) / all;
    return `${(r * Math.cos(angle)).toFixed(3)} ${(r * Math.sin(angle)).toFixed(3)}`;
  });
  return `M${points.join('L')}Z`;
}

const SQUARE =
  'M-.62-.86H.62A.24 .24 0 0 1 .86-.62V.62A.24 .24 0 0 1 .62 .86H-.62A.24 .24 0 0 1-.86 .62V-.62A.24 .24 0 0 1-.62-.86Z';
const SHEET = 'M-.72-1H.34L.76-.58V1H-.72Z';
const HOUSE = 'M0-1.02L.95-.2V.86H-.95V-.2Z';
const FLAG = 'M-.66-.74H1.08L.66 .74H-1.08Z';
const PILL = 'M0-1.04A.74 .74 0 0 1 .74-.3V.3A.74 .74 0 0 1-.74 .3V-.3A.74 .74 0 0 1 0-1.04Z';
const TRIANGLE = 'M0-1.08L1.08 .84H-1.08Z';
const COIN = `${CIRCLE}M1.22 0A1.22 1.22 0 1 0-1.22 0A1.22 1.22 0 1 0 1.22 0ZM1.1 0A1.1 1.1 0 1 1-1.1 0A1.1 1.1 0 1 1 1.1 0Z`;

const LOOKS: Record<string, Look> = {
  Platform: { path: CIRCLE, sign: '台', letters: 'Pf', light: '#1f66b0', dark: '#6fb1f2', room: 1.15, drop: 0 },
  Enterprise: { path: SQUARE, sign: '企', letters: 'En', light: '#bb5a12', dark: '#f0a35c', room: 1.15, drop: 0 },
  University: {
    path: polygon(6, 0, 1, 1.06),
    sign: '校',
    letters: 'Un',
    light: '#7550a6',
    dark: '#bda0ea',
    room: 1.1,
    drop: 0,
  },
  Government: {
    path: polygon(8, Math.PI / 8, 1, 1.03),
    sign: '政',
    letters: 'Gv',
    light: '#ad3838',
    dark: '#f08f86',
    room: 1.15,
    drop: 0,
  },
  Policy: { path: SHEET, sign: '策', letters: 'Po', light: '#1b7557', dark: '#68cfa6', room: 1.05, drop: 0.06 },
  Fund: { path: COIN, sign: '金', letters: 'Fu', light: '#8a6c08', dark: '#e2c45c', room: 1.05, drop: 0 },
  Park: { path: HOUSE, sign: '园', letters: 'Pk', light: '#54761b', dark: '#a8cf6d', room: 1, drop: 0.18 },
  Place: {
    path: polygon(4, 0, 1, 1.18),
    sign: '地',
    letters: 'Pl',
    light: '#56647a',
    dark: '#a9b8cc',
    room: 0.92,
    drop: 0,
  },
  Person: { path: PILL, sign: '人', letters: 'Pe', light: '#b0427a', dark: '#f29ac4', room: 0.95, drop: 0 },
  Product: { path: TRIANGLE, sign: '品', letters: 'Pr', light: '#17798a', dark: '#62cbdb', room: 0.82, drop: 0.3 },
  Award: {
    path: polygon(9, -Math.PI / 2, 0.84, 1.12),
    sign: '奖',
    letters: 'Aw',
    light: '#9a6400',
    dark: '#f3bd4e',
    room: 1.05,
    drop: 0,
  },
  Event: { path: FLAG, sign: '会', letters: 'Ev', light: '#84553a', dark: '#d9ab8c', room: 0.95, drop: 0 },
  Field: {
    path: CIRCLE,
    sign: '域',
    letters: 'Fi',
    light: '#6b6b6b',
    dark: '#bdbdbd',
    room: 1.1,
    drop: 0,
    hollow: true,
  },
};

const OTHER: Look = { path: CIRCLE, sign: '', letters: '', light: '#666d78', dark: '#b4bbc6', room: 1, drop: 0 };

/** How entities of a type are drawn; a type unknown here shows the first character of its label. */
export function look(type: string, label: string): Look {
  return LOOKS[type] ?? { ...OTHER, sign: [...label][0] ?? '', letters: type.slice(0, 2) };
}
