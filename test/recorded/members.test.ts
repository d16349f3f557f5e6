import { checkCases } from './check-cases.ts';

checkCases('members');
