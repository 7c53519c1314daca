/**
 * Repairs of a broken program: options that hold code.
 * In and out as in `choice`; the table of kinds wants a file for each.
 */

export { mount } from './choice.js';
