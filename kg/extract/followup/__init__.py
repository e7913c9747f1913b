"""What a later document says of earlier recommendations: a progress report or a re-inspection → claims and assessments.

paragraphs → passages about one recommendation (`passages`, `tables`) → what each says of its state (`states`) and who
says so (`voices`) → one claim or assessment each (`drafts`) → the record (`record`)
"""
