@echo off
rem For a double click on Windows. pushd, because cd cannot enter a network folder.
pushd "%~dp0"
rem The launcher py comes with Python from python.org; conda and the Store have python only.
set "PYTHON=py -3"
where py >nul 2>nul
if errorlevel 1 set "PYTHON=python"
rem Without Python there may still be a py that finds none, or a python that only points to the Store.
%PYTHON% -c "" >nul 2>nul
if errorlevel 1 (
  echo Python is not installed. Install Python 3.13 from python.org, then start this again.
  pause
  exit /b 1
)
%PYTHON% course.py lab
if errorlevel 1 pause
popd
