"""What the columns of a sheet mean: evidence from headings, answers and earlier choices, weighed in one scale.

`grammar` reads a heading as a question, `heading_clues` and `answer_clues` weigh what it and its answers say in
log-odds, `memory` adds what the coordinator chose for similar wordings, `scoring` makes a confidence of the sum, and
`recogniser` reads a whole sheet, where two columns cannot be one field. Nothing here reads a file or a database.
"""
