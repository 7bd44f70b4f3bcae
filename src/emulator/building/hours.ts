/** How likely something happens in each of a day's 24 hours, relative to one another. */
export interface Hours {
  readonly working: readonly number[];
  readonly weekend: readonly number[];
}

const hours = (working: readonly number[], weekend = working): Hours => ({ working, weekend });

// hour:            0  1  2  3  4  5  6   7   8   9  10  11  12  13  14  15  16  17  18  19  20  21  22  23
const LATE_START = [
  2, 1, 1, 1, 1, 1, 2, 4, 8, 16, 22, 22, 18, 16, 15, 14, 13, 12, 12, 10, 8, 6, 4, 3,
];

/** People leave: a peak from seven to nine, at weekends towards noon. */
export const LEAVING: Hours = hours(
  [1, 0.5, 0.5, 0.5, 1, 3, 14, 40, 38, 16, 8, 7, 9, 8, 7, 7, 7, 8, 9, 8, 6, 4, 3, 2],
  LATE_START,
);

/** People come: a peak from five to eight in the evening, at weekends spread out. */
export const COMING: Hours = hours(
  [2, 1, 0.5, 0.5, 0.5, 1, 2, 4, 5, 5, 6, 7, 10, 10, 9, 11, 17, 36, 40, 32, 16, 10, 7, 4],
  [4, 3, 1, 1, 0.5, 0.5, 1, 1, 2, 4, 8, 12, 16, 16, 16, 16, 17, 18, 18, 16, 13, 10, 8, 6],
);

/** Guests and couriers: from ten to eight in the evening. */
export const VISITING: Hours = hours(
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 9, 10, 12, 12, 10, 9, 10, 12, 13, 10, 2, 1, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 6, 9, 12, 12, 11, 10, 10, 11, 11, 9, 3, 1, 0, 0],
);

/** Cleaners and post: early. */
export const EARLY: Hours = hours([
  0, 0, 0, 0, 0, 6, 12, 9, 4, 5, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/** People who work in the building: office hours. */
export const OFFICE: Hours = hours([
  0, 0, 0, 0, 0, 0, 0, 1, 6, 10, 10, 9, 5, 7, 9, 9, 7, 4, 1, 0, 0, 0, 0, 0,
]);

/** Whenever someone is up. */
export const AWAKE: Hours = hours([
  1, 0.5, 0.5, 0.5, 0.5, 1, 3, 6, 7, 7, 7, 7, 7, 7, 7, 8, 9, 10, 10, 9, 7, 5, 3, 2,
]);

/** Things rather than people: at any hour. */
export const ANY: Hours = hours(Array.from({ length: 24 }, () => 1));

/** Children: after school; at weekends all day. */
export const CHILDREN: Hours = hours(
  [0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 2, 6, 10, 12, 12, 10, 8, 4, 1, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 9, 9, 9, 10, 10, 10, 9, 7, 4, 1, 0, 0, 0],
);
