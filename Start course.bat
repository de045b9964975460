@echo off
rem For a double click on Windows. pushd, because cd cannot enter a network folder.
pushd "%~dp0"
where py >nul 2>nul
if errorlevel 1 (
  echo Python is not installed. Install Python 3.13 from python.org, then start this again.
  pause
  exit /b 1
)
py -3 course.py lab
if errorlevel 1 pause
popd
