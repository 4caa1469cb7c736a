/** Loaded before a program: its clock is ahead by so many seconds. For tests of what a day or a month brings. */
const ahead = Number(process.env.CLOCK_AHEAD) * 1000;
const now = Date.now.bind(Date);
Date.now = () => now() + ahead;
