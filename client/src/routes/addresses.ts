/** Matches the paths of the screens that the app itself draws, also offline; the server answers all other paths. */
export const SCREENS =
  /^\/($|(ghi|so-tay|ban-ghi|duyet|chua-gui|cai-dat|tro-giup|luyen-tap|nam-cua-toi|mat-khau|vao|tep|thong-bao|nhan-rong|chia-se|so)(\/|$))/

/** Matches the paths of those that open after signing in, or choosing a password, where they were what was wanted. */
export const GOES_ON = /^\/(so|nhan-rong|chia-se)(?=[/?]|$)/
