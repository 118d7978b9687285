import { expect, test } from 'vitest'
import { browserOf } from '../../src/platform/browser'
import en from '../../src/text/en.json'
import vi from '../../src/text/vi.json'

const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)'
const SAMSUNG = 'Mozilla/5.0 (Linux; Android 12; SM-A125F) AppleWebKit/537.36 (KHTML, like Gecko)'
const WEBVIEW =
  'Mozilla/5.0 (Linux; Android 12; SM-A125F Build/SP1A.210812.016; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/109.0.5414.118 Mobile Safari/537.36'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const OLD_IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 15_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'

const way = (words: string) => {
  const [adds, name] = words.split(' ')
  return { adds: `install.${adds}`, ...(name && { name }) }
}

test.each([
  ['Chrome', 'dots Chrome', `${ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36`],
  ['Chrome on a tablet', 'dots Chrome', `${ANDROID} Chrome/126.0.0.0 Safari/537.36`],
  ['Firefox', 'dots Firefox', 'Mozilla/5.0 (Android 13; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0'],
  ['Samsung Internet', 'menu', `${SAMSUNG} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`],
  ['Edge', 'menu', `${ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36 EdgA/126.0.0.0`],
  ['Opera', 'menu', `${ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36 OPR/83.0.0.0`],
  ['Cốc Cốc', 'menu', `${SAMSUNG} coc_coc_browser/124.0.186 Chrome/118.0.5993.186 Mobile Safari/537.36`],
])('%s on Android is told of its own menu', (_, adds, agent) => {
  expect(browserOf(agent, 5)).toMatchObject({
    embedded: null,
    android: true,
    apple: false,
    usual: 'Chrome',
    ...way(adds),
  })
})

test.each([
  ['Safari', 'share Safari', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`, 5],
  ['Safari on an iPad', 'share Safari', `${MAC} Version/17.5 Safari/605.1.15`, 5],
  ['Chrome', 'share Chrome', `${IPHONE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`, 5],
  ['Chrome on an old iPhone', 'safari', `${OLD_IPHONE} CriOS/114.0.5735.99 Mobile/15E148 Safari/604.1`, 5],
  ['Firefox', 'safari', `${IPHONE} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`, 5],
  ['Edge', 'safari', `${IPHONE} Version/17.0 EdgiOS/125.0.2535.96 Mobile/15E148 Safari/605.1.15`, 5],
  ['Opera', 'safari', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1 OPT/4.8.0`, 5],
  ["Google's app", 'safari', `${IPHONE} GSA/320.0.639373290 Mobile/15E148 Safari/604.1`, 5],
])('%s on an iPhone or iPad is told of its own menu, or of Safari', (_, adds, agent, fingers) => {
  expect(browserOf(agent, fingers)).toMatchObject({ embedded: null, apple: true, usual: 'Safari', ...way(adds) })
})

test.each([
  ['Chrome', `${WINDOWS} Chrome/126.0.0.0 Safari/537.36`],
  ['Safari', `${MAC} Version/17.5 Safari/605.1.15`],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
])('%s on a computer is told of no menu that it does not have', (_, agent) => {
  expect(browserOf(agent)).toMatchObject({ embedded: null, android: false, apple: false, adds: null })
})

test.each([
  ['Zalo', 'Chrome', `${WEBVIEW} Zalo android/12100669 ZaloTheme/light ZaloLanguage/vi`],
  ['Zalo', 'Safari', `${IPHONE} Mobile/15E148 Zalo iOS/24050 ZaloTheme/light ZaloLanguage/vn`],
  ['Facebook', 'Chrome', `${WEBVIEW} [FB_IAB/FB4A;FBAV/467.0.0.39.107;]`],
  ['Facebook', 'Safari', `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/467.1.0.41.100;FBDV/iPhone12,1;FBSV/17.5.1]`],
])('inside %s one browser is named, %s', (embedded, usual, agent) => {
  expect(browserOf(agent, 5)).toMatchObject({ embedded, usual })
})

test('no text names Chrome or Safari where another browser may be open', () => {
  const named = (texts: Record<string, string>) =>
    Object.keys(texts).filter((key) => /Chrome|Safari/.test(texts[key] ?? ''))
  const right = ['borrowed.choose_apple', 'borrowed.chrome']
  const instead = ['install.safari']
  expect(named(vi)).toEqual([...right, ...instead])
  expect(named(en)).toEqual([...right, ...instead])
})
