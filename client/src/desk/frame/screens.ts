import type { ComponentType } from 'preact'
import { who } from '../../account/who'
import type { DeskKey } from '../../text/desk'
import Overview from '../overview/Overview'
import type { ScreenProps } from '../shared/screen'
import type { SignName } from './Sign'

/** A screen of the desk: its name, label (`word`) and icon (`sign`) in the navigation, and how its code is loaded. */
export interface Screen {
  /** Its name in the address, `/so/<name>/<id>`; '' for the first screen. */
  name: string
  word: DeskKey
  sign: SignName
  /** Roles in whose navigation it is shown; the server decides what they may do there. */
  roles: readonly string[]
  /** Set for a screen that is opened from other screens only and is not shown in the navigation. */
  inner?: true
  /** Path of the server whose answer has `waiting`, the number that the navigation shows beside the label; with `files`. */
  counts?: string
  load: () => Promise<{ default: ComponentType<ScreenProps> }>
}

/** Roles that review records. */
export const OFFICE = ['leader', 'commune', 'department'] as const
/** Roles that publish registers, and that may have a second factor. */
export const KEEPERS = ['department', 'admin'] as const
/** All roles that use the desk. */
export const EVERYONE = [...OFFICE, 'admin'] as const

/** All screens of the desk, in the order of the navigation. The first one is opened at `/so`. */
export const ALL: Screen[] = [
  { name: '', word: 'nav.overview', sign: 'chart', roles: OFFICE, load: async () => ({ default: Overview }) },
  {
    name: 'duyet',
    word: 'nav.queue',
    sign: 'tray',
    roles: OFFICE,
    counts: '/api/records/counts?for=me',
    load: () => import('../queue/Queue'),
  },
  {
    name: 'truong',
    word: 'nav.school',
    sign: 'school',
    roles: OFFICE,
    inner: true,
    load: () => import('../school/School'),
  },
  {
    name: 'ban-ghi',
    word: 'nav.record',
    sign: 'list',
    roles: OFFICE,
    inner: true,
    load: () => import('../review/Review'),
  },
  {
    name: 'thong-bao',
    word: 'nav.notices',
    sign: 'bell',
    roles: EVERYONE,
    inner: true,
    load: () => import('../notices/Notices'),
  },
  {
    name: 'cho-nhan',
    word: 'nav.intake',
    sign: 'gate',
    roles: OFFICE,
    counts: '/api/quarantine?limit=0',
    load: () => import('../intake/Intake'),
  },
  { name: 'nguoi', word: 'nav.people', sign: 'person', roles: EVERYONE, load: () => import('../people/People') },
  { name: 'may', word: 'nav.devices', sign: 'phones', roles: OFFICE, load: () => import('../devices/Devices') },
  { name: 'don-vi', word: 'nav.units', sign: 'units', roles: EVERYONE, load: () => import('../units/Units') },
  { name: 'nhap', word: 'nav.import', sign: 'upload', roles: EVERYONE, load: () => import('../import/Import') },
  {
    name: 'nhap-so-lieu',
    word: 'nav.import',
    sign: 'upload',
    roles: OFFICE,
    inner: true,
    load: () => import('../import/records/RecordImport'),
  },
  { name: 'chua-nop', word: 'nav.missing', sign: 'late', roles: OFFICE, load: () => import('../deadlines/Deadlines') },
  { name: 'kham-pha', word: 'nav.explore', sign: 'table', roles: OFFICE, load: () => import('../explore/Explore') },
  { name: 'bao-cao', word: 'nav.reports', sign: 'paper', roles: OFFICE, load: () => import('../reports/Reports') },
  {
    name: 'dien-hinh',
    word: 'nav.examples',
    sign: 'star',
    roles: KEEPERS,
    counts: '/api/examples?state=proposed',
    load: () => import('../examples/Examples'),
  },
  { name: 'bieu', word: 'nav.registers', sign: 'forms', roles: KEEPERS, load: () => import('../registers/Registers') },
  {
    name: 'xac-thuc',
    word: 'nav.factor',
    sign: 'keys',
    roles: KEEPERS,
    inner: true,
    load: () => import('../account/SecondFactor'),
  },
  {
    name: 'ma-truy-cap',
    word: 'nav.tokens',
    sign: 'keys',
    roles: OFFICE,
    inner: true,
    load: () => import('../tokens/Tokens'),
  },
  { name: 'sao-luu', word: 'nav.backups', sign: 'vault', roles: ['admin'], load: () => import('../backups/Backups') },
  { name: 'nhat-ky', word: 'nav.audit', sign: 'list', roles: EVERYONE, load: () => import('../audit/Audit') },
]

/** The screens in the navigation of the account that uses the desk, by its roles. */
export const mine = (): Screen[] =>
  ALL.filter(({ roles, inner }) => !inner && who().roles.some(({ role }) => roles.includes(role)))
