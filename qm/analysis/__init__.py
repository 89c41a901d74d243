"""One module or package per question that the product answers: what is asked in, a frozen answer out."""
