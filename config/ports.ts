/** Ports that hosts can connect to in the internet, TLS on all of them. */
export const HTTPS = 443;

/** With TLS from the start, and by STARTTLS. Never 25, which is between mail servers, and between spammers. */
export const MAIL_SUBMISSION: readonly number[] = [465, 587];
